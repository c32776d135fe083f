package org.dompet.settlement;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.dompet.job.RunProgress;
import org.dompet.outbound.Endpoint;
import org.eclipse.microprofile.config.Config;

/**
 * What is asked of providers, and how long is waited for it.
 *
 * @param window {@code dompet.settlement.window}: what time a run by timer compares; 1 hour to 29
 *     days, since Stripe keeps its events for 30
 * @param delay {@code dompet.settlement.delay}: how old something must be to be compared, so that a
 *     webhook under way is not missing; 1 minute to 1 day
 * @param timeout {@code dompet.settlement.timeout}: how long a provider may take to answer; 100 ms
 *     to 30 s
 * @param mostRecords {@code dompet.settlement.most-records}: that one run takes in of one provider;
 *     100 to 1,000,000
 * @param moonPay {@code dompet.onramp.moonpay.api-url}: of MoonPay's API
 */
record SettlementSettings(
    Duration window, Duration delay, Duration timeout, int mostRecords, URI moonPay) {
  private static final String KEY = "dompet.settlement.";
  private static final String MOONPAY = "dompet.onramp.moonpay.api-url";

  SettlementSettings {
    require("window", window, Duration.ofHours(1), Duration.ofDays(29));
    require("delay", delay, Duration.ofMinutes(1), Duration.ofDays(1));
    require("timeout", timeout, Duration.ofMillis(100), Duration.ofSeconds(30));
    if (mostRecords < 100 || mostRecords > 1_000_000) {
      throw new IllegalArgumentException(KEY + "most-records must be between 100 and 1000000");
    }
  }

  /** What a run compares that begins now. */
  RunProgress.Window windowAt(Instant now) {
    Instant to = now.minus(delay);
    return new RunProgress.Window(to.minus(window), to);
  }

  private static void require(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(KEY + name + " must be between " + least + " and " + most);
    }
  }

  /** Reads them from the configuration. */
  @ApplicationScoped
  static class Source {
    @Produces
    SettlementSettings settings(Config config) {
      return new SettlementSettings(
          duration(config, "window", Duration.ofHours(25)),
          duration(config, "delay", Duration.ofMinutes(15)),
          duration(config, "timeout", Duration.ofSeconds(10)),
          config.getOptionalValue(KEY + "most-records", Integer.class).orElse(100_000),
          Endpoint.require(
              MOONPAY,
              URI.create(
                  config
                      .getOptionalValue(MOONPAY, String.class)
                      .orElse("https://api.moonpay.com"))));
    }

    private static Duration duration(Config config, String name, Duration otherwise) {
      return config.getOptionalValue(KEY + name, Duration.class).orElse(otherwise);
    }
  }
}
