package org.dompet.web.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.dompet.web.json.MalformedJson;

/** The body is no JSON. */
@Provider
public class MalformedJsonMapper implements ExceptionMapper<MalformedJson> {

  @Override
  public Response toResponse(MalformedJson error) {
    return Problem.of(ProblemType.MALFORMED_JSON, error.getMessage()).toResponse();
  }
}
