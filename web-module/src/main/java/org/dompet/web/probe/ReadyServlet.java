package org.dompet.web.probe;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.dompet.readiness.Checked;
import org.dompet.readiness.Readiness;
import org.dompet.readiness.Verdict;
import org.dompet.web.json.JsonFormat;
import org.jspecify.annotations.Nullable;

/**
 * {@code /ready}: 200, or 503 with the names of the checks that failed. Staff are told what the
 * checks saw.
 */
@WebServlet(urlPatterns = "/ready")
public class ReadyServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Readiness readiness;

  @SuppressWarnings("NullAway.Init") // for the container
  public ReadyServlet() {}

  /** The answer. */
  record View(String status, List<String> failing, List<CheckView> checks) {}

  /** One check; evidence for staff. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record CheckView(String name, Verdict.State state, @Nullable String evidence) {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean staff = Staff.asks(request);
    List<Checked> checks = readiness.now();
    List<String> failing = Checked.failing(checks);
    View view =
        new View(
            failing.isEmpty() ? "UP" : "DOWN",
            failing,
            checks.stream()
                .map(
                    checked ->
                        new CheckView(
                            checked.name(),
                            checked.verdict().state(),
                            staff ? checked.verdict().evidence() : null))
                .toList());
    response.setStatus(
        failing.isEmpty() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Vary", "Authorization");
    response.getOutputStream().write(JsonFormat.mapper().writeValueAsBytes(view));
  }
}
