package org.dompet.web.problem;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request an id: the caller's own {@code X-Request-Id} if it is a decent one, else a new
 * one. It goes back in the same header, into problems, logs and the audit log.
 */
@WebFilter(urlPatterns = "/*")
public class RequestId implements Filter {
  /** The header's name. */
  public static final String HEADER = "X-Request-Id";

  private static final Pattern DECENT = Pattern.compile("[A-Za-z0-9._:-]{1,100}");
  private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

  /** The id of the request that this thread works on; null outside of one. */
  public static @Nullable String current() {
    return CURRENT.get();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String given = ((HttpServletRequest) request).getHeader(HEADER);
    String id =
        given != null && DECENT.matcher(given).matches() ? given : UUID.randomUUID().toString();
    CURRENT.set(id);
    try {
      ((HttpServletResponse) response).setHeader(HEADER, id);
      chain.doFilter(request, response);
    } finally {
      CURRENT.remove();
    }
  }
}
