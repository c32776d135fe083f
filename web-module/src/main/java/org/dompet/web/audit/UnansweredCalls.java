package org.dompet.web.audit;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.dompet.web.problem.RequestId;

/**
 * Logs the calls among the administrators' doors that none of them has answered: no such path, no
 * such method, too large. They have shown nothing and changed nothing, so it is done afterwards.
 */
@WebFilter("/api/v1/admin/*")
public class UnansweredCalls implements Filter {
  @Inject private AccessLogging logging;

  @SuppressWarnings("NullAway.Init") // for the container
  public UnansweredCalls() {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
    HttpServletResponse answer = (HttpServletResponse) response;
    logging.close(
        (HttpServletRequest) request, answer.getHeader(RequestId.HEADER), answer.getStatus());
  }
}
