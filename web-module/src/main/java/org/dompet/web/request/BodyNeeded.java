package org.dompet.web.request;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import org.dompet.web.problem.Problem;
import org.dompet.web.problem.ProblemType;

/**
 * Refuses a request that has no body at all where one is read: JAX-RS would hand the resource a
 * null. Also one whose type is a wildcard, which JAX-RS would take for whatever is read. Asked
 * after who may come in.
 */
@Provider
public class BodyNeeded implements DynamicFeature {

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    if (Arrays.stream(resource.getResourceMethod().getParameters())
        .anyMatch(parameter -> parameter.getType().isRecord())) {
      context.register(new RefuseUnreadable(), Priorities.ENTITY_CODER);
    }
  }

  /** 400 for nothing, 415 for anything. */
  static final class RefuseUnreadable implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
      if (!request.hasEntity()) {
        request.abortWith(Problem.of(ProblemType.MALFORMED_JSON, "A body is needed").toResponse());
        return;
      }
      MediaType type = request.getMediaType();
      if (type != null && (type.isWildcardType() || type.isWildcardSubtype())) {
        request.abortWith(Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, null).toResponse());
      }
    }
  }
}
