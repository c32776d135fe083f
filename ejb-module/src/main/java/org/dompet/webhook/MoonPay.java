package org.dompet.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * MoonPay: {@code Moonpay-Signature-V2}, and bodies {@code {"type", "data"}}. An event has no name
 * of its own: it is a transaction's change to a status at a time.
 */
@ApplicationScoped
public class MoonPay implements WebhookSource {
  private WebhookSettings settings;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected MoonPay() {}

  @Inject
  MoonPay(WebhookSettings settings) {
    this.settings = settings;
  }

  @Override
  public String provider() {
    return "moonpay";
  }

  @Override
  public boolean isConfigured() {
    return !settings.provider(provider()).secrets().isEmpty();
  }

  @Override
  public boolean isAuthentic(byte[] body, Function<String, @Nullable String> header, Instant now) {
    TimedSignature signature = TimedSignature.parse(header.apply("Moonpay-Signature-V2"), "s");
    return signature != null
        && signature.isTimely(now, settings.tolerance())
        && signature.isOver(body, settings.provider(provider()).secrets());
  }

  @Override
  public Reading read(JsonObject body, Instant now) {
    String type = Json.required(body, "type");
    String transaction = Json.required(body, "data.id");
    String status = Json.required(body, "data.status");
    Instant updated = Json.required(Json.moment(body, "data.updatedAt"), "data.updatedAt");
    String order = Json.text(body, "data.externalTransactionId");
    return new Reading(
        transaction + ":" + type + ":" + status + ":" + updated,
        type,
        updated,
        order == null ? transaction : order);
  }
}
