package org.dompet.web.request;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.dompet.statement.StatementSettings;
import org.dompet.web.problem.Problem;
import org.dompet.web.problem.ProblemType;

/**
 * Refuses bodies over {@code dompet.http.max-body} bytes (statements: {@code
 * dompet.statement.max-body}), by what they say and by what is read: nothing larger is ever held in
 * memory.
 */
@Provider
@Dependent
@PreMatching
@Priority(Priorities.AUTHENTICATION - 100)
public class BodyLimit implements ContainerRequestFilter {
  private static final String STATEMENTS = "admin/reconciliation/statements";

  private final int limit;
  private final int statementLimit;

  @Inject
  BodyLimit(HttpSettings settings, StatementSettings statements) {
    this.limit = settings.mostBytes();
    this.statementLimit = statements.mostBytes();
  }

  @Override
  public void filter(ContainerRequestContext request) {
    int limit = limitOf(request);
    if (request.getLength() > limit) {
      request.abortWith(tooLarge(limit).toResponse());
      return;
    }
    try {
      if (request.hasEntity()) {
        request.setEntityStream(new Limited(request.getEntityStream(), limit));
      }
    } catch (ProcessingException cutShort) {
      // It was announced and did not come: the caller hung up.
      request.abortWith(
          Problem.of(ProblemType.MALFORMED_JSON, "The body was cut short").toResponse());
    }
  }

  /** A statement goes to the disk as it comes; who may send one is asked before it is read. */
  private int limitOf(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    return path.equals(STATEMENTS) || path.equals(STATEMENTS + "/") ? statementLimit : limit;
  }

  private static Problem tooLarge(int limit) {
    return Problem.of(
        ProblemType.PAYLOAD_TOO_LARGE, "A request's body has at most " + limit + " bytes");
  }

  /** Counts what is read. */
  private static final class Limited extends FilterInputStream {
    private final int limit;
    private int left;

    Limited(InputStream body, int limit) {
      super(body);
      this.limit = limit;
      this.left = limit;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int bytes) {
      left -= bytes;
      if (left < 0) {
        throw new WebApplicationException(tooLarge(limit).toResponse());
      }
    }
  }
}
