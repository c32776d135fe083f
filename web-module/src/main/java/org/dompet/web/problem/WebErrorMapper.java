package org.dompet.web.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** JAX-RS said no: no such path, method, media type. Its own words stay inside. */
@Provider
public class WebErrorMapper implements ExceptionMapper<WebApplicationException> {

  @Override
  public Response toResponse(WebApplicationException error) {
    Response given = error.getResponse();
    if (given.getStatus() < 400) {
      return given;
    }
    Response problem = Problem.of(ProblemType.of(given.getStatus()), null).toResponse();
    Object allow = given.getHeaders().getFirst("Allow");
    return allow == null ? problem : Response.fromResponse(problem).header("Allow", allow).build();
  }
}
