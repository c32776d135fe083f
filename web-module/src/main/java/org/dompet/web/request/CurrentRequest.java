package org.dompet.web.request;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the request that a thread works on. The container would inject it too, through two
 * proxies that look it up for every call: a few per cent of a transfer.
 */
@WebFilter(urlPatterns = "/api/*")
public class CurrentRequest implements Filter {
  private static final ThreadLocal<@Nullable HttpServletRequest> CURRENT = new ThreadLocal<>();

  static HttpServletRequest get() {
    HttpServletRequest request = CURRENT.get();
    if (request == null) {
      throw new IllegalStateException("No request of the API is being answered");
    }
    return request;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    CURRENT.set((HttpServletRequest) request);
    try {
      chain.doFilter(request, response);
    } finally {
      CURRENT.remove();
    }
  }
}
