package org.dompet.web.webhook;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.dompet.refusal.Refusal;
import org.dompet.tracing.Tracing;
import org.dompet.web.json.JsonFormat;
import org.dompet.web.problem.Problem;
import org.dompet.web.problem.ProblemType;
import org.dompet.web.problem.UnexpectedErrors;
import org.dompet.web.request.ClientAddress;
import org.dompet.web.request.HttpSettings;
import org.dompet.webhook.ReceiveWebhook;

/** Takes webhooks: any type of content, up to {@code dompet.http.max-body} bytes. */
@WebServlet(
    urlPatterns = {
      "/webhooks/moonpay",
      "/webhooks/stripe",
      "/webhooks/telegram",
      "/api/stripe/webhook"
    })
public class WebhookServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = System.getLogger(WebhookServlet.class.getName());
  private static final String TELEGRAM = "telegram";

  @Inject private transient ReceiveWebhook receiveWebhook;
  @Inject private transient ClientAddress clientAddress;
  @Inject private transient HttpSettings settings;
  @Inject private transient UnexpectedErrors errors;
  @Inject private transient Tracing tracing;

  @SuppressWarnings("NullAway.Init") // for the container
  public WebhookServlet() {}

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
      answer(response, Problem.of(ProblemType.METHOD_NOT_ALLOWED, null));
      return;
    }
    String path = request.getServletPath();
    String provider = path.startsWith("/api/") ? "stripe" : path.substring("/webhooks/".length());
    int limit = settings.mostBytes();
    byte[] body = request.getInputStream().readNBytes(limit + 1);
    if (body.length > limit) {
      answer(
          response,
          Problem.of(
              ProblemType.PAYLOAD_TOO_LARGE, "A request's body has at most " + limit + " bytes"));
      return;
    }
    try {
      ReceiveWebhook.Call call =
          new ReceiveWebhook.Call(provider, clientAddress.of(request), request::getHeader, body);
      tracing.serve(
          "POST /webhooks/" + provider,
          request.getHeader("traceparent"),
          () -> receiveWebhook.receive(call));
      // Telegram takes nothing but 200 for an answer.
      response.setStatus(
          provider.equals(TELEGRAM) ? HttpServletResponse.SC_OK : HttpServletResponse.SC_ACCEPTED);
      response.setContentLength(0);
    } catch (Refusal refusal) {
      answer(response, Problem.of(refusal));
    } catch (RuntimeException unexpected) {
      LOG.log(Level.ERROR, "A webhook of " + provider + " failed", unexpected);
      errors.count(unexpected);
      answer(response, Problem.of(ProblemType.INTERNAL, null));
    }
  }

  private static void answer(HttpServletResponse response, Problem problem) throws IOException {
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE);
    if (problem.status() == ProblemType.BUSY.status()) {
      response.setHeader("Retry-After", "1");
    }
    response.getOutputStream().write(JsonFormat.mapper().writeValueAsBytes(problem));
  }
}
