package org.dompet.server.readiness;

import java.util.List;
import java.util.Map;
import org.dompet.readiness.Verdict;

/** Nobody can play a payment provider. */
final class WebhooksAreSigned extends ServerCheck {
  private static final List<String> PATHS =
      List.of("/webhooks/moonpay", "/webhooks/stripe", "/webhooks/telegram");

  private static final Map<String, String> WRONG =
      Map.of(
          "Content-Type", "application/json",
          "Moonpay-Signature-V2", "t=1,s=00",
          "Stripe-Signature", "t=1,v1=00",
          "X-Telegram-Bot-Api-Secret-Token", "wrong");

  WebhooksAreSigned(RunningServer server) {
    super(server);
  }

  @Override
  public String name() {
    return "webhook-signatures";
  }

  @Override
  public String proves() {
    return "A webhook with a wrong signature is refused.";
  }

  @Override
  Verdict ask(RunningServer server) {
    for (String path : PATHS) {
      int status = server.send("POST", path, "{\"id\":\"readiness\"}", WRONG).status();
      if (status < 400 || status > 499) {
        return Verdict.fail(path + " answers " + status + " to a wrong signature");
      }
    }
    return Verdict.pass(String.join(", ", PATHS) + " refuse a wrong signature");
  }
}
