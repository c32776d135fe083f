package org.dompet.statement;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * What holds for statements.
 *
 * @param window {@code dompet.statement.window}: how far apart in time a line and an entry may be
 *     that are the same; 1 hour to 30 days
 * @param mostBytes {@code dompet.statement.max-body}: of one file; 1 KiB to 64 MiB
 */
public record StatementSettings(Duration window, int mostBytes) {
  private static final String KEY = "dompet.statement.";
  private static final int LEAST_BYTES = 1 << 10;
  private static final int MOST_BYTES = 1 << 26;

  public StatementSettings {
    if (window.compareTo(Duration.ofHours(1)) < 0 || window.compareTo(Duration.ofDays(30)) > 0) {
      throw new IllegalArgumentException(KEY + "window must be between PT1H and PT720H");
    }
    if (mostBytes < LEAST_BYTES || mostBytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          KEY + "max-body must be between " + LEAST_BYTES + " and " + MOST_BYTES);
    }
  }

  /** Reads them from the configuration. */
  @ApplicationScoped
  static class Source {
    @Produces
    StatementSettings settings(Config config) {
      return new StatementSettings(
          config.getOptionalValue(KEY + "window", Duration.class).orElse(Duration.ofDays(3)),
          config.getOptionalValue(KEY + "max-body", Integer.class).orElse(1 << 24));
    }
  }
}
