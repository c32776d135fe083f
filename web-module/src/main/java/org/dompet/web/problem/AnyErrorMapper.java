package org.dompet.web.problem;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.dompet.refusal.Refusal;

/**
 * What nobody expected: it goes to the log with the request's id; the caller learns the id only.
 */
@Provider
@Dependent
public class AnyErrorMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = System.getLogger(AnyErrorMapper.class.getName());

  @Inject private RefusalMapper refusals;
  @Inject private UnexpectedErrors errors;

  @SuppressWarnings("NullAway.Init") // for JAX-RS
  public AnyErrorMapper() {}

  @Override
  public Response toResponse(Throwable error) {
    // A refusal may come wrapped: by a transaction, or by the parser of a record.
    for (Throwable at = error; at != null; at = at.getCause()) {
      if (at instanceof Refusal refusal) {
        return refusals.toResponse(refusal);
      }
    }
    LOG.log(Level.ERROR, "A request failed", error);
    errors.count(error);
    return Problem.of(ProblemType.INTERNAL, null).toResponse();
  }
}
