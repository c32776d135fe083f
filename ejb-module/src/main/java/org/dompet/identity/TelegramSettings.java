package org.dompet.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.util.List;
import org.dompet.configuration.Secret;
import org.eclipse.microprofile.config.Config;

/**
 * How we know that Telegram speaks.
 *
 * @param botTokens {@code dompet.telegram.bot-tokens}: each is good, so that one can replace
 *     another; empty switches Telegram off
 * @param maxAge {@code dompet.telegram.max-age}: initData older than this is refused; up to a day
 * @param signatureKey {@code dompet.telegram.signature-key}: Telegram's Ed25519 key, {@code
 *     production} or {@code test}
 */
record TelegramSettings(List<Secret> botTokens, Duration maxAge, SignatureKey signatureKey) {

  /** Telegram's public keys for third-party validation, from its Mini Apps documentation. */
  enum SignatureKey {
    PRODUCTION("e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d"),
    TEST("40055058a4ee38156a06562e52eece92a771bcd8346a8c4615cb7376eddf72ec");

    private final String hex;

    SignatureKey(String hex) {
      this.hex = hex;
    }

    String hex() {
      return hex;
    }
  }

  TelegramSettings {
    botTokens = List.copyOf(botTokens);
    for (Secret token : botTokens) {
      if (!token.reveal().matches("[0-9]{3,20}:[A-Za-z0-9_-]{20,100}")) {
        throw new IllegalArgumentException(
            "dompet.telegram.bot-tokens must be tokens like 123456:ABC…, separated by commas");
      }
    }
    if (maxAge.isNegative() || maxAge.isZero() || maxAge.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "dompet.telegram.max-age must be more than zero and at most P1D");
    }
  }

  /** Reads them from the configuration. */
  @ApplicationScoped
  static class Source {
    @Produces
    TelegramSettings settings(Config config) {
      String key =
          config
              .getOptionalValue("dompet.telegram.signature-key", String.class)
              .orElse("production");
      return new TelegramSettings(
          config
              .getOptionalValues("dompet.telegram.bot-tokens", String.class)
              .orElse(List.of())
              .stream()
              .map(String::strip)
              .map(Secret::new)
              .toList(),
          config
              .getOptionalValue("dompet.telegram.max-age", Duration.class)
              .orElse(Duration.ofHours(1)),
          switch (key) {
            case "production" -> SignatureKey.PRODUCTION;
            case "test" -> SignatureKey.TEST;
            default ->
                throw new IllegalArgumentException(
                    "dompet.telegram.signature-key must be production or test");
          });
    }
  }
}
