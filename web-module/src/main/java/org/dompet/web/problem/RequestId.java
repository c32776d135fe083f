package org.dompet.web.problem;

import jakarta.enterprise.context.Dependent;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.dompet.logging.LogContext;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request an id: the caller's own {@code X-Request-Id} if it is a decent one, else a new
 * one. It goes back in the same header, into problems, logs and the audit log.
 */
@Dependent
public class RequestId implements Filter {
  /** The header's name. */
  public static final String HEADER = "X-Request-Id";

  private static final Pattern DECENT = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

  /** The id of the request that this thread works on; null outside of one. */
  public static @Nullable String current() {
    return LogContext.current().requestId();
  }

  /** Gives the request its id, unless it has one. */
  static void begin(HttpServletRequest request, HttpServletResponse response) {
    String id = response.getHeader(HEADER);
    if (id == null) {
      String given = request.getHeader(HEADER);
      id = given != null && DECENT.matcher(given).matches() ? given : UUID.randomUUID().toString();
      response.setHeader(HEADER, id);
    }
    LogContext.set(LogContext.ofRequest(id));
  }

  static void end() {
    LogContext.set(LogContext.NONE);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    begin((HttpServletRequest) request, (HttpServletResponse) response);
    try {
      chain.doFilter(request, response);
    } finally {
      end();
    }
  }
}
