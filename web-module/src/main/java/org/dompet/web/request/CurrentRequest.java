package org.dompet.web.request;

import jakarta.enterprise.context.Dependent;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the request that a thread works on, and its answer. The container would inject it too,
 * through two proxies that look it up for every call: a few per cent of a transfer.
 */
@Dependent
public class CurrentRequest implements Filter {
  private record Exchange(HttpServletRequest request, HttpServletResponse response) {}

  private static final ThreadLocal<@Nullable Exchange> CURRENT = new ThreadLocal<>();

  static HttpServletRequest get() {
    return exchange().request();
  }

  static HttpServletResponse response() {
    return exchange().response();
  }

  private static Exchange exchange() {
    Exchange exchange = CURRENT.get();
    if (exchange == null) {
      throw new IllegalStateException("No request of the API is being answered");
    }
    return exchange;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    CURRENT.set(new Exchange((HttpServletRequest) request, (HttpServletResponse) response));
    try {
      chain.doFilter(request, response);
    } finally {
      CURRENT.remove();
    }
  }
}
