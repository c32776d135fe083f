package org.dompet.onramp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * What holds for every order.
 *
 * @param lifetime {@code dompet.onramp.order-lifetime}: how long an order waits for its payment; 1
 *     minute to 23 hours, since Stripe's checkout has to outlive it by half an hour and may not
 *     last longer than a day
 */
record OrderSettings(Duration lifetime) {
  private static final Duration LEAST = Duration.ofMinutes(1);
  private static final Duration MOST = Duration.ofHours(23);

  OrderSettings {
    if (lifetime.compareTo(LEAST) < 0 || lifetime.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "dompet.onramp.order-lifetime must be between " + LEAST + " and " + MOST);
    }
  }

  /** Reads it from the configuration. */
  @ApplicationScoped
  static class Source {
    @Produces
    OrderSettings settings(Config config) {
      return new OrderSettings(
          config
              .getOptionalValue("dompet.onramp.order-lifetime", Duration.class)
              .orElse(Duration.ofHours(1)));
    }
  }
}
