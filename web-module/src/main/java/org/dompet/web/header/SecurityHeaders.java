package org.dompet.web.header;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.microprofile.config.Config;

/**
 * Tells browsers to trust answers with nothing. What is not a page may load, run and be framed by
 * nothing; pages get what they need from this server alone.
 *
 * <p>Set before anything else looks at the request, so that refusals have them too; a door may say
 * otherwise about caches.
 */
@Dependent
public class SecurityHeaders implements Filter {
  private boolean encrypted;

  @Inject private Config config;

  @SuppressWarnings("NullAway.Init") // for the container
  public SecurityHeaders() {}

  @Override
  public void init(FilterConfig filter) {
    encrypted =
        config
            .getOptionalValue("dompet.http.public-url", String.class)
            .filter(url -> url.startsWith("https://"))
            .isPresent();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Policy policy = Policy.of(path((HttpServletRequest) request));
    HttpServletResponse answer = (HttpServletResponse) response;
    answer.setHeader("Content-Security-Policy", policy.content());
    if (policy.frames() != null) {
      answer.setHeader("X-Frame-Options", policy.frames());
    }
    answer.setHeader("X-Content-Type-Options", "nosniff");
    answer.setHeader("Referrer-Policy", "no-referrer");
    answer.setHeader("Permissions-Policy", Policy.PERMISSIONS);
    answer.setHeader("Cross-Origin-Opener-Policy", policy.opener());
    answer.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    answer.setHeader("Cache-Control", policy.cache());
    if (encrypted) {
      answer.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
    chain.doFilter(request, response);
  }

  /** Of an error, the path that failed. */
  private static String path(HttpServletRequest request) {
    Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    return failed instanceof String path ? path : request.getRequestURI();
  }
}
