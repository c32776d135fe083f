package org.dompet.readiness;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of whoever makes backups.
 *
 * @param directory {@code dompet.backup.directory}: where backups arrive as files; null if they are
 *     noted by the command alone
 * @param maxAge {@code dompet.backup.max-age}: how old the newest may be; 1 minute to 31 days
 * @param restoreTestMaxAge {@code dompet.backup.restore-test-max-age}: how long ago a backup may
 *     have been restored for the last time, to see that it can be; 1 day to 366 days
 */
public record BackupSettings(
    @Nullable Path directory, Duration maxAge, Duration restoreTestMaxAge) {
  public static final String DIRECTORY = "dompet.backup.directory";
  public static final String MAX_AGE = "dompet.backup.max-age";
  public static final String RESTORE_TEST_MAX_AGE = "dompet.backup.restore-test-max-age";

  /** What holds where nothing is configured. */
  public static final Duration DEFAULT_MAX_AGE = Duration.ofDays(1);

  /** As {@link #DEFAULT_MAX_AGE}. */
  public static final Duration DEFAULT_RESTORE_TEST_MAX_AGE = Duration.ofDays(90);

  public BackupSettings {
    within(MAX_AGE, maxAge, Duration.ofMinutes(1), Duration.ofDays(31));
    within(RESTORE_TEST_MAX_AGE, restoreTestMaxAge, Duration.ofDays(1), Duration.ofDays(366));
  }

  private static void within(String key, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(key + " must be between " + least + " and " + most);
    }
  }

  /** Reads them from the configuration. */
  @ApplicationScoped
  static class Source {
    @Produces
    BackupSettings settings(Config config) {
      return new BackupSettings(
          config
              .getOptionalValue(DIRECTORY, String.class)
              .filter(path -> !path.isBlank())
              .map(Path::of)
              .orElse(null),
          config.getOptionalValue(MAX_AGE, Duration.class).orElse(DEFAULT_MAX_AGE),
          config
              .getOptionalValue(RESTORE_TEST_MAX_AGE, Duration.class)
              .orElse(DEFAULT_RESTORE_TEST_MAX_AGE));
    }
  }
}
