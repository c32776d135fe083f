package org.dompet.web.request;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.dompet.identity.ClientNetwork;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request in when all of its body is here. Most come in one piece; for the others not all
 * threads wait, and fewer for one client ({@link Waiting}), and none for longer than {@code
 * dompet.http.body-timeout} and one wait of the listener: who drips holds up others who are late,
 * never those who aren't.
 *
 * <p>Statements are too large to be kept in memory: they are read as they come, from staff alone.
 */
@Dependent
public class WholeBody implements Filter {
  private static final Logger LOG = System.getLogger(WholeBody.class.getName());
  private static final int PIECE = 4096;

  /** Of the 180 that the API has. */
  private static final int THREADS = 120;

  /** More than the connections of a proxy or of a provider that come at once. */
  private static final int THREADS_OF_A_CLIENT = 60;

  private static final String STATEMENTS = "/api/v1/admin/reconciliation/statements";

  private final Waiting waiting = new Waiting(THREADS, THREADS_OF_A_CLIENT);

  @Inject private HttpSettings settings;

  @Inject private ClientAddress clientAddress;

  @Inject private MetricRegistry metrics;

  @SuppressWarnings("NullAway.Init") // for the container
  public WholeBody() {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest asked = (HttpServletRequest) request;
    if (isHere(asked)) {
      chain.doFilter(request, response);
      return;
    }
    metrics.counter("dompet_http_late_bodies_total").inc();
    byte @Nullable [] body = await(asked, (HttpServletResponse) response);
    if (body != null) {
      chain.doFilter(new ReceivedRequest(asked, body), response);
    }
  }

  /** Or need not be: a body that says it is too large is refused unread. */
  private boolean isHere(HttpServletRequest request) throws IOException {
    long length = request.getContentLengthLong();
    if (length == 0 || (length < 0 && request.getHeader("Transfer-Encoding") == null)) {
      return true;
    }
    return length > settings.mostBytes()
        || (length > 0 && request.getInputStream().available() >= length)
        || request.getRequestURI().startsWith(STATEMENTS);
  }

  /** The body; null if it did not come, which the client has been told. */
  private byte @Nullable [] await(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String client = ClientNetwork.of(clientAddress.of(request));
    if (!waiting.enter(client)) {
      response.setHeader("Retry-After", "1");
      refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      return null;
    }
    long start = System.nanoTime();
    try {
      byte @Nullable [] body = read(request.getInputStream(), start);
      if (body == null) {
        refuse(response, HttpServletResponse.SC_REQUEST_TIMEOUT);
      }
      return body;
    } catch (IOException cut) {
      // What it sends can't be read, it hung up, or the listener has waited long enough.
      LOG.log(Level.DEBUG, "A body did not come", cut);
      refuse(
          response,
          isOver(start)
              ? HttpServletResponse.SC_REQUEST_TIMEOUT
              : HttpServletResponse.SC_BAD_REQUEST);
      return null;
    } finally {
      waiting.leave(client);
    }
  }

  /**
   * One byte more than is allowed is enough: whoever reads it refuses it.
   *
   * @return null when time is up
   */
  private byte @Nullable [] read(InputStream input, long start) throws IOException {
    int most = settings.mostBytes();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] piece = new byte[PIECE];
    for (int read = input.read(piece); read >= 0; read = input.read(piece)) {
      body.write(piece, 0, Math.min(read, most + 1 - body.size()));
      if (body.size() > most) {
        break;
      }
      if (isOver(start)) {
        return null;
      }
    }
    return body.toByteArray();
  }

  private boolean isOver(long start) {
    return Duration.ofNanos(System.nanoTime() - start).compareTo(settings.bodyTimeout()) > 0;
  }

  private static void refuse(HttpServletResponse response, int status) throws IOException {
    response.setHeader("Connection", "close");
    response.sendError(status);
  }
}
