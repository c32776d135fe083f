package org.dompet.web.request;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps threads free: of the server's 200, so many at most work for the API and for webhooks, a few
 * send pages, and what is left answers probes. Whoever comes when all places are taken is told so
 * at once, rather than waiting for a place that may not come.
 */
@Dependent
public class Admission implements Filter {
  /** A page may be sent to somebody who takes it slowly. */
  private static final int PAGES = 12;

  private final Semaphore pages = new Semaphore(PAGES);
  private Semaphore doors = new Semaphore(0);

  @Inject private HttpSettings settings;

  @SuppressWarnings("NullAway.Init") // for the container
  public Admission() {}

  @Override
  public void init(FilterConfig filter) {
    doors = new Semaphore(settings.mostRequests());
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    @Nullable Semaphore places = places(((HttpServletRequest) request).getRequestURI());
    if (places == null) {
      chain.doFilter(request, response);
    } else if (places.tryAcquire()) {
      try {
        chain.doFilter(request, response);
      } finally {
        places.release();
      }
    } else {
      HttpServletResponse answer = (HttpServletResponse) response;
      answer.setHeader("Retry-After", "1");
      answer.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  private @Nullable Semaphore places(String path) {
    if (path.startsWith("/api/") || path.startsWith("/webhooks/")) {
      return doors;
    }
    return isProbe(path) ? null : pages;
  }

  private static boolean isProbe(String path) {
    return path.startsWith("/health")
        || path.equals("/ready")
        || path.startsWith("/metrics")
        || path.startsWith("/discovery/");
  }
}
