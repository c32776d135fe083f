package org.dompet.web.request;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * Lets a request in when all of its body is here. Most come in one piece; for the others no thread
 * waits, however slowly they drip, and not for longer than {@code dompet.http.body-timeout}.
 *
 * <p>Statements are too large to be kept in memory: they are read as they come, from staff alone.
 */
public class WholeBody implements Filter {
  /** 64 MiB at most, with bodies of the usual size. */
  private static final int MOST_AT_ONCE = 1024;

  private static final String STATEMENTS = "/api/v1/admin/reconciliation/statements";

  private final AtomicInteger coming = new AtomicInteger();

  @Inject private HttpSettings settings;

  @Inject private MetricRegistry metrics;

  @SuppressWarnings("NullAway.Init") // for the container
  public WholeBody() {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest asked = (HttpServletRequest) request;
    if (asked.getAttribute(ComingBody.ATTRIBUTE) instanceof ComingBody.Whole whole) {
      chain.doFilter(new ReceivedRequest(asked, whole), response);
    } else if (isHere(asked)) {
      chain.doFilter(request, response);
    } else if (coming.incrementAndGet() <= MOST_AT_ONCE) {
      metrics.counter("dompet_http_late_bodies_total").inc();
      new ComingBody(asked, settings.mostBytes(), coming::decrementAndGet)
          .await(settings.bodyTimeout());
    } else {
      coming.decrementAndGet();
      HttpServletResponse answer = (HttpServletResponse) response;
      answer.setHeader("Retry-After", "1");
      answer.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
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
        || request.getRequestURI().startsWith(STATEMENTS)
        || !request.isAsyncSupported()
        || speaksHttp2(request);
  }

  /**
   * Or offers to, which the server takes up at once. It can't wait for the bodies of such requests
   * by itself: a thread does, with the listener's patience.
   */
  private static boolean speaksHttp2(HttpServletRequest request) {
    return request.getProtocol().startsWith("HTTP/2") || request.getHeader("Upgrade") != null;
  }
}
