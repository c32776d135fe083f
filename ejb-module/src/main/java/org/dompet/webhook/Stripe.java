package org.dompet.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Stripe: {@code Stripe-Signature}, and bodies that are Stripe's event objects. */
@ApplicationScoped
public class Stripe implements WebhookSource {
  private static final String OBJECT = "data.object.";

  private WebhookSettings settings;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected Stripe() {}

  @Inject
  Stripe(WebhookSettings settings) {
    this.settings = settings;
  }

  @Override
  public String provider() {
    return "stripe";
  }

  @Override
  public boolean isConfigured() {
    return !settings.provider(provider()).secrets().isEmpty();
  }

  @Override
  public boolean isAuthentic(byte[] body, Function<String, @Nullable String> header, Instant now) {
    TimedSignature signature = TimedSignature.parse(header.apply("Stripe-Signature"), "v1");
    return signature != null
        && signature.isTimely(now, settings.tolerance())
        && signature.isOver(body, settings.provider(provider()).secrets());
  }

  @Override
  public Reading read(JsonObject body, Instant now) {
    String type = Json.required(body, "type");
    return new Reading(
        Json.required(body, "id"),
        type,
        Json.required(Json.seconds(body, "created"), "created"),
        reference(body, type));
  }

  /** Our order, if it says so; else a subscription's or a payment's own name. */
  private static @Nullable String reference(JsonObject body, String type) {
    Stream<String> paths =
        type.startsWith("customer.subscription.")
            ? Stream.of("id")
            : Stream.of(
                "client_reference_id", "metadata.order_id", "subscription", "payment_intent", "id");
    return paths
        .map(path -> Json.text(body, OBJECT + path))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
