package org.dompet.web.header;

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
import java.util.List;
import org.eclipse.microprofile.config.Config;

/**
 * Lets pages of {@code dompet.http.cors-origins} call the API, and no page of anybody else. What is
 * under {@code /admin} is for pages of this very server. There are no cookies, so there are none to
 * send along.
 *
 * <p>A question in advance ("preflight") is answered here, whoever asks, and may be remembered for
 * two hours, which is as long as browsers do.
 */
@Dependent
public class CrossOrigin implements Filter {
  private static final String ADMIN = "/api/v1/admin";
  private static final List<String> DEFAULT = List.of("https://web.telegram.org");
  private static final String METHODS = "GET, POST, PUT, PATCH, DELETE";
  private static final String REQUEST_HEADERS =
      "Authorization, Content-Type, Idempotency-Key, X-Request-Id";
  private static final String ANSWER_HEADERS =
      "Idempotency-Replayed, Location, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate,"
          + " X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Request-Id";

  private Origins allowed = new Origins(List.of());

  @Inject private Config config;

  @SuppressWarnings("NullAway.Init") // for the container
  public CrossOrigin() {}

  @Override
  public void init(FilterConfig filter) {
    allowed =
        new Origins(
            config.getOptionalValues("dompet.http.cors-origins", String.class).orElse(DEFAULT));
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest asked = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    if (!isAdmin(asked.getRequestURI())) {
      answer.addHeader("Vary", "Origin");
      String origin = asked.getHeader("Origin");
      if (origin != null && allowed.contains(origin)) {
        answer.setHeader("Access-Control-Allow-Origin", origin);
        if (isPreflight(asked)) {
          answer.setHeader("Access-Control-Allow-Methods", METHODS);
          answer.setHeader("Access-Control-Allow-Headers", REQUEST_HEADERS);
          answer.setHeader("Access-Control-Max-Age", "7200");
          answer.setStatus(HttpServletResponse.SC_NO_CONTENT);
          return;
        }
        answer.setHeader("Access-Control-Expose-Headers", ANSWER_HEADERS);
      }
    }
    if (isPreflight(asked)) {
      answer.sendError(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    chain.doFilter(request, response);
  }

  /**
   * However it is written: with a dot, an escape or a parameter, it is not what a page may have.
   */
  private static boolean isAdmin(String path) {
    return path.startsWith(ADMIN)
        || path.indexOf('%') >= 0
        || path.indexOf(';') >= 0
        || path.contains("//")
        || path.contains("/.");
  }

  private static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader("Origin") != null
        && request.getHeader("Access-Control-Request-Method") != null;
  }
}
