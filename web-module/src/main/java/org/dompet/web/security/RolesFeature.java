package org.dompet.web.security;

import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Set;
import org.dompet.logging.LogContext;
import org.dompet.web.problem.Problem;
import org.dompet.web.problem.ProblemType;
import org.dompet.web.request.Call;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Enforces the roles that resources declare. The container does so too, but not on every server and
 * not after every restart; a method that declares nothing is closed to all.
 */
@Provider
@Dependent
public class RolesFeature implements DynamicFeature {
  private final Call call;

  @Inject
  RolesFeature(Call call) {
    this.call = call;
  }

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    Method method = resource.getResourceMethod();
    Class<?> type = resource.getResourceClass();
    if (!type.getName().startsWith("org.dompet.") || method.isAnnotationPresent(PermitAll.class)) {
      return;
    }
    @Nullable RolesAllowed roles = method.getAnnotation(RolesAllowed.class);
    if (roles == null) {
      if (type.isAnnotationPresent(PermitAll.class)) {
        return;
      }
      roles = type.getAnnotation(RolesAllowed.class);
    }
    context.register(new RequireRole(call, roles == null ? Set.of() : Set.of(roles.value())));
  }

  /** 401 for nobody, 403 for somebody without a role that is allowed. */
  @Priority(Priorities.AUTHORIZATION)
  record RequireRole(Call call, Set<String> allowed) implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
      @Nullable JsonWebToken token = call.token().orElse(null);
      if (token != null) {
        LogContext.user(token.getSubject());
      }
      if (token == null) {
        request.abortWith(
            Problem.of(ProblemType.UNAUTHENTICATED, "An access token is needed").toResponse());
      } else if (Collections.disjoint(token.getGroups(), allowed)) {
        request.abortWith(Problem.of(ProblemType.FORBIDDEN, null).toResponse());
      }
    }
  }
}
