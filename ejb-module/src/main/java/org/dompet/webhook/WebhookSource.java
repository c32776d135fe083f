package org.dompet.webhook;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A provider that calls us: how it proves who it is, and how it says what happened. */
public interface WebhookSource {

  /** The last part of its door's address, in small letters: {@code moonpay}. */
  String provider();

  /** Whether there is a secret to verify its calls with. */
  boolean isConfigured();

  /**
   * Whether the provider sent exactly these bytes, at about this time. Takes the same time for any
   * wrong signature.
   *
   * @param body the request's body as it came
   * @param header a header's value by its name, null if it wasn't sent
   */
  boolean isAuthentic(byte[] body, Function<String, @Nullable String> header, Instant now);

  /**
   * Says what a body is about.
   *
   * @param now for what doesn't say when it happened
   * @throws org.dompet.refusal.Refusal naming the field that is missing or unreadable
   */
  Reading read(JsonObject body, Instant now);

  /** What {@link WebhookEvent} says, but for the payload and our id. */
  record Reading(String eventId, String type, Instant occurredAt, @Nullable String reference) {}
}
