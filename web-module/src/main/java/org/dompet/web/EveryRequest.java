package org.dompet.web;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.dompet.web.header.CrossOrigin;
import org.dompet.web.header.SecurityHeaders;
import org.dompet.web.problem.RequestId;
import org.dompet.web.request.Admission;
import org.dompet.web.request.CurrentRequest;
import org.dompet.web.request.Framing;
import org.dompet.web.request.WholeBody;

/**
 * What every request passes before anything answers it, in an order in which whatever refuses has
 * its id and its headers already. One filter for the container: its accounting before and after
 * each is a per cent of a transfer.
 */
public class EveryRequest implements Filter {
  /** Where the API is mapped. */
  private static final String API = "/api/v1";

  @Inject private RequestId requestId;
  @Inject private SecurityHeaders securityHeaders;
  @Inject private Framing framing;
  @Inject private Admission admission;
  @Inject private CrossOrigin crossOrigin;
  @Inject private WholeBody wholeBody;
  @Inject private CurrentRequest currentRequest;

  private List<Filter> ofApi = List.of();
  private List<Filter> ofOthers = List.of();

  @SuppressWarnings("NullAway.Init") // for the container
  public EveryRequest() {}

  @Override
  public void init(FilterConfig filter) throws ServletException {
    ofOthers = List.of(requestId, securityHeaders, framing, admission, wholeBody);
    ofApi =
        List.of(
            requestId, securityHeaders, framing, admission, crossOrigin, wholeBody, currentRequest);
    for (Filter step : ofApi) {
      step.init(filter);
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean api = API.equals(((HttpServletRequest) request).getServletPath());
    new Steps(api ? ofApi : ofOthers, chain).doFilter(request, response);
  }

  /** Goes on with the next one, after the last with whatever answers. */
  private static final class Steps implements FilterChain {
    private final List<Filter> steps;
    private final FilterChain last;
    private int next;

    Steps(List<Filter> steps, FilterChain last) {
      this.steps = steps;
      this.last = last;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response)
        throws IOException, ServletException {
      if (next < steps.size()) {
        steps.get(next++).doFilter(request, response, this);
      } else {
        last.doFilter(request, response);
      }
    }
  }
}
