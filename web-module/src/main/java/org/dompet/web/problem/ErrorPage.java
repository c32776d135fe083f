package org.dompet.web.problem;

import jakarta.inject.Inject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.dompet.web.json.JsonFormat;

/** What the container refuses by itself is a problem too, not its HTML page. */
@WebServlet(name = "ErrorPage", urlPatterns = "/errors")
public class ErrorPage extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = System.getLogger(ErrorPage.class.getName());

  @Inject private transient UnexpectedErrors errors;

  @SuppressWarnings("NullAway.Init") // for the container
  public ErrorPage() {}

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    ProblemType type = ProblemType.of(status instanceof Integer code ? code : 404);
    // The container may refuse before any filter has seen the request.
    RequestId.begin(request, response);
    if (type == ProblemType.INTERNAL
        && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
      LOG.log(Level.ERROR, "A request failed", failure);
      errors.count(failure);
    }
    response.setStatus(type.status());
    response.setContentType(Problem.MEDIA_TYPE);
    if (type == ProblemType.UNAUTHENTICATED) {
      response.setHeader("WWW-Authenticate", "Bearer");
    }
    if (type == ProblemType.METHOD_NOT_ALLOWED && !response.containsHeader("Allow")) {
      // A servlet refused; ours, and the container's for files, are there to be read.
      response.setHeader("Allow", "GET, HEAD");
    }
    byte[] body = JsonFormat.mapper().writeValueAsBytes(Problem.of(type, null));
    RequestId.end();
    response.getOutputStream().write(body);
  }
}
