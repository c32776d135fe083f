package org.dompet.web.audit;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.util.Set;
import org.dompet.audit.Access;
import org.dompet.web.problem.Problem;
import org.dompet.web.problem.ProblemType;

/**
 * Puts the admin access log around every administrator's door, and around no other: the others pay
 * nothing for it. A door is one by its {@code @Path}, so that no way of writing an address gets
 * around the log.
 *
 * <p>What can't be logged is not done. A call that may change something is logged as ASKED before
 * it is let in, and once more with what became of it; an answer to any other call is logged before
 * it is sent, and withheld if it can't be.
 */
@Provider
@Dependent
public class AccessLogFeature implements DynamicFeature {
  private static final String API = "/api/v1/";
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final AccessLogging logging;

  @Inject
  AccessLogFeature(AccessLogging logging) {
    this.logging = logging;
  }

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    Path path = resource.getResourceClass().getAnnotation(Path.class);
    if (path != null && path.value().matches("/?admin(/.*)?")) {
      Path rest = resource.getResourceMethod().getAnnotation(Path.class);
      String route = API + path.value() + "/" + (rest == null ? "" : rest.value());
      context.register(new Logged(logging, route.replaceAll("/+", "/").replaceAll("/$", "")));
    }
  }

  /**
   * Logs the calls of one door.
   *
   * @param route the template of its path
   */
  @Priority(Priorities.USER + 1000)
  record Logged(AccessLogging logging, String route)
      implements ContainerRequestFilter, ContainerResponseFilter {

    /** Everybody who has come this far may come in: the last filter before the door. */
    @Override
    public void filter(ContainerRequestContext request) {
      if (READING.contains(request.getMethod())) {
        return;
      }
      if (!logging.write(request, route, Access.Outcome.ASKED, null)) {
        request.abortWith(unwritten().toResponse());
      }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
      int status = response.getStatus();
      if (logging.write(request, route, Access.Outcome.of(status), status)
          || logging.isAsked(request)) {
        // It was done, and that it was asked for is written: to deny it now would be a lie.
        return;
      }
      withhold(response);
    }

    private static void withhold(ContainerResponseContext response) {
      Response busy = unwritten().toResponse();
      response.setStatus(busy.getStatus());
      response.getHeaders().remove("Location");
      response.getHeaders().remove("ETag");
      response.getHeaders().putSingle("Retry-After", busy.getHeaderString("Retry-After"));
      response.setEntity(
          busy.getEntity(), new Annotation[0], MediaType.valueOf(Problem.MEDIA_TYPE));
    }

    private static Problem unwritten() {
      return Problem.of(
          ProblemType.BUSY, "The access log can't be written; nothing is done without it");
    }
  }
}
