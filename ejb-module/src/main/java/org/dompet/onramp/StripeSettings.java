package org.dompet.onramp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.dompet.configuration.Secret;
import org.dompet.outbound.Endpoint;
import org.eclipse.microprofile.config.Config;

/**
 * How we reach Stripe.
 *
 * @param secretKey {@code dompet.onramp.stripe.secret-key}; empty: not configured
 * @param url {@code dompet.onramp.stripe.url}: of Stripe's API
 * @param successUrl {@code dompet.onramp.stripe.success-url}: where a person comes back to who has
 *     paid; <code>{ORDER_ID}</code> in it is replaced
 * @param cancelUrl {@code dompet.onramp.stripe.cancel-url}: the same, for who has not
 * @param timeout {@code dompet.onramp.stripe.timeout}: how long Stripe may take to answer; 10 ms to
 *     30 s
 */
public record StripeSettings(
    Optional<Secret> secretKey,
    URI url,
    Optional<String> successUrl,
    Optional<String> cancelUrl,
    Duration timeout) {
  private static final String KEY = "dompet.onramp.stripe.";
  private static final Duration LEAST = Duration.ofMillis(10);
  private static final Duration MOST = Duration.ofSeconds(30);

  public StripeSettings {
    if (secretKey.isPresent() && successUrl.isEmpty()) {
      throw new IllegalArgumentException(
          KEY + "success-url must be set, with " + KEY + "secret-key");
    }
    if (timeout.compareTo(LEAST) < 0 || timeout.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(KEY + "timeout must be between " + LEAST + " and " + MOST);
    }
  }

  /** True if there is a key. */
  public boolean isConfigured() {
    return secretKey.isPresent();
  }

  /** Reads them from the configuration. */
  @ApplicationScoped
  static class Source {
    @Produces
    StripeSettings settings(Config config) {
      return new StripeSettings(
          text(config, "secret-key").map(Secret::new),
          Endpoint.require(
              KEY + "url", URI.create(text(config, "url").orElse("https://api.stripe.com"))),
          text(config, "success-url"),
          text(config, "cancel-url"),
          config.getOptionalValue(KEY + "timeout", Duration.class).orElse(Duration.ofSeconds(5)));
    }

    private static Optional<String> text(Config config, String name) {
      return config
          .getOptionalValue(KEY + name, String.class)
          .map(String::strip)
          .filter(value -> !value.isEmpty());
    }
  }
}
