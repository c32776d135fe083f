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
import java.util.Collections;
import java.util.List;

/**
 * Refuses a request whose end can be read in two ways, and hangs up: a proxy in front that reads it
 * the other way would take what follows for another person's request (request smuggling). After
 * chunks it hangs up in any case.
 */
@Dependent
public class Framing implements Filter {
  private static final String CHUNKED = "chunked";

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isAmbiguous((HttpServletRequest) request)) {
      HttpServletResponse answer = (HttpServletResponse) response;
      answer.setHeader("Connection", "close");
      answer.sendError(HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    if (((HttpServletRequest) request).getHeader("Transfer-Encoding") != null) {
      // The server forgets a length that came before this; what may follow is nobody's request.
      ((HttpServletResponse) response).setHeader("Connection", "close");
    }
    chain.doFilter(request, response);
  }

  private static boolean isAmbiguous(HttpServletRequest request) {
    if (request.getHeader("Transfer-Encoding") != null) {
      List<String> encodings = Collections.list(request.getHeaders("Transfer-Encoding"));
      return request.getHeader("Content-Length") != null
          || request.getContentLengthLong() >= 0
          || encodings.size() > 1
          || !encodings.get(0).equalsIgnoreCase(CHUNKED);
    }
    return request.getHeader("Content-Length") != null
        && Collections.list(request.getHeaders("Content-Length")).size() > 1;
  }
}
