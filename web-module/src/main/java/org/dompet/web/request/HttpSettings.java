package org.dompet.web.request;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * How much of the server requests may take.
 *
 * @param mostBytes {@code dompet.http.max-body}: of a body; 1 KiB to 1 MiB
 * @param bodyTimeout {@code dompet.http.body-timeout}: within which a body has to be here; 1 to 60
 *     seconds
 * @param mostRequests {@code dompet.http.max-requests}: of the API and webhooks that are worked on
 *     at once; 8 to 1000
 */
public record HttpSettings(int mostBytes, Duration bodyTimeout, int mostRequests) {
  private static final String KEY = "dompet.http.";
  private static final int LEAST_BYTES = 1 << 10;
  private static final int MOST_BYTES = 1 << 20;

  public HttpSettings {
    if (mostBytes < LEAST_BYTES || mostBytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          KEY + "max-body must be between " + LEAST_BYTES + " and " + MOST_BYTES);
    }
    if (bodyTimeout.compareTo(Duration.ofSeconds(1)) < 0
        || bodyTimeout.compareTo(Duration.ofSeconds(60)) > 0) {
      throw new IllegalArgumentException(KEY + "body-timeout must be between PT1S and PT60S");
    }
    if (mostRequests < 8 || mostRequests > 1000) {
      throw new IllegalArgumentException(KEY + "max-requests must be between 8 and 1000");
    }
  }

  /** Reads them from the configuration. */
  @ApplicationScoped
  static class Source {
    @Produces
    HttpSettings settings(Config config) {
      return new HttpSettings(
          config.getOptionalValue(KEY + "max-body", Integer.class).orElse(1 << 16),
          config
              .getOptionalValue(KEY + "body-timeout", Duration.class)
              .orElse(Duration.ofSeconds(10)),
          config.getOptionalValue(KEY + "max-requests", Integer.class).orElse(180));
    }
  }
}
