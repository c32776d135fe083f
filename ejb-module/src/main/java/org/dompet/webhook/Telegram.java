package org.dompet.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.function.Function;
import org.dompet.configuration.Secret;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Telegram: the secret token that was given to {@code setWebhook}, and bodies that are updates of
 * the Bot API. An update's type is the name of the one thing it holds: {@code message}.
 */
@ApplicationScoped
public class Telegram implements WebhookSource {
  private WebhookSettings settings;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected Telegram() {}

  @Inject
  Telegram(WebhookSettings settings) {
    this.settings = settings;
  }

  @Override
  public String provider() {
    return "telegram";
  }

  @Override
  public boolean isConfigured() {
    return !settings.provider(provider()).secrets().isEmpty();
  }

  @Override
  public boolean isAuthentic(byte[] body, Function<String, @Nullable String> header, Instant now) {
    String token = header.apply("X-Telegram-Bot-Api-Secret-Token");
    if (token == null) {
      return false;
    }
    boolean good = false;
    for (Secret secret : settings.provider(provider()).secrets()) {
      good |=
          MessageDigest.isEqual(
              sha256(secret.bytes()), sha256(token.getBytes(StandardCharsets.UTF_8)));
    }
    return good;
  }

  @Override
  public Reading read(JsonObject body, Instant now) {
    String update = Json.required(body, "update_id");
    String type =
        body.keySet().stream()
            .filter(name -> !name.equals("update_id"))
            .findFirst()
            .orElseThrow(() -> Refusal.of(Kind.INVALID_REQUEST, "The update holds nothing"));
    Instant date = Json.seconds(body, type + ".date");
    return new Reading(update, type, date == null ? now : date, null);
  }

  /** Digests have one length: comparing them tells nothing of the secret's. */
  private static byte[] sha256(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
