package org.dompet.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * The ledger's knobs.
 *
 * @param lockTimeout {@code dompet.ledger.lock-timeout}: how long a transaction waits for an
 *     account; 1 ms to 1 minute
 * @param queueLimit {@code dompet.ledger.writer.queue}: entries waiting to be written before the
 *     next is refused as busy; 1 to 1,000,000
 * @param batchLimit {@code dompet.ledger.writer.batch}: entries written in one transaction; 1 to
 *     5,000
 * @param maxWait {@code dompet.ledger.writer.wait}: how long a request waits in the queue; 1 ms to
 *     5 minutes
 */
public record LedgerSettings(
    Duration lockTimeout, int queueLimit, int batchLimit, Duration maxWait) {

  /** What runs when nothing is configured. */
  public static final LedgerSettings DEFAULTS =
      new LedgerSettings(Duration.ofSeconds(5), 10_000, 500, Duration.ofSeconds(10));

  public LedgerSettings {
    require("lock-timeout", lockTimeout, Duration.ofMinutes(1));
    require("writer.queue", queueLimit, 1_000_000);
    require("writer.batch", batchLimit, 5_000);
    require("writer.wait", maxWait, Duration.ofMinutes(5));
  }

  private static void require(String key, Duration value, Duration most) {
    if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "dompet.ledger." + key + " must be between PT0.001S and " + most);
    }
  }

  private static void require(String key, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException("dompet.ledger." + key + " must be between 1 and " + most);
    }
  }

  /** Reads them from the configuration. */
  @ApplicationScoped
  static class Source {
    @Produces
    LedgerSettings settings(Config config) {
      return new LedgerSettings(
          config
              .getOptionalValue("dompet.ledger.lock-timeout", Duration.class)
              .orElse(DEFAULTS.lockTimeout),
          config
              .getOptionalValue("dompet.ledger.writer.queue", Integer.class)
              .orElse(DEFAULTS.queueLimit),
          config
              .getOptionalValue("dompet.ledger.writer.batch", Integer.class)
              .orElse(DEFAULTS.batchLimit),
          config
              .getOptionalValue("dompet.ledger.writer.wait", Duration.class)
              .orElse(DEFAULTS.maxWait));
    }
  }
}
