package org.dompet.settlement;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** Makes of a provider's refusals what a run understands. */
public final class ProviderAnswers implements ResponseExceptionMapper<RuntimeException> {
  private static final int NOT_FOUND = 404;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  /** For the client. */
  public ProviderAnswers() {}

  @Override
  public boolean handles(int status, MultivaluedMap<String, Object> headers) {
    return status >= 300;
  }

  @Override
  public RuntimeException toThrowable(Response answer) {
    int status = answer.getStatus();
    if (status == NOT_FOUND) {
      return new ProviderFailure.NotThere("The provider knows nothing of it, status 404");
    }
    // What it says beside the status may quote the key: it stays out of the log.
    return status >= 500 || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT
        ? new ProviderFailure.Down("The provider answered with status " + status)
        : new ProviderFailure.Refused("The provider refused, with status " + status);
  }
}
