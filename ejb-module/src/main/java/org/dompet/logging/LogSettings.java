package org.dompet.logging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.Config;

/**
 * How the log is written and kept.
 *
 * @param format {@code dompet.log.format}: {@code json} or {@code text}; unless it is set, JSON
 *     where {@code dompet.profile} is staging or production
 * @param console {@code dompet.log.console}: whether standard output gets every line too, as
 *     containers want it
 * @param mostBytes {@code dompet.log.max-size}: bytes after which a new file is begun, 64 KiB to 1
 *     GiB
 * @param longest {@code dompet.log.max-age}: the time after which a new file is begun, an hour to
 *     31 days
 * @param files {@code dompet.log.files}: full files kept beside the one that is written, 1 to 1000
 */
public record LogSettings(
    LogFormat format, boolean console, long mostBytes, Duration longest, int files) {

  /** Reads them from the configuration. */
  @ApplicationScoped
  static class Source {
    @Produces
    LogSettings settings(Config config) {
      return from(key -> config.getOptionalValue(key, String.class));
    }
  }

  private static final Set<String> FOR_MACHINES = Set.of("staging", "production");
  private static final long LEAST_BYTES = 64L << 10;
  private static final long MOST_BYTES = 1L << 30;
  private static final Duration LEAST_AGE = Duration.ofHours(1);
  private static final Duration MOST_AGE = Duration.ofDays(31);
  private static final int MOST_FILES = 1000;

  /**
   * Reads them.
   *
   * @param settings a setting's value by its key
   * @throws IllegalArgumentException naming the key that is wrong
   */
  public static LogSettings from(Function<String, Optional<String>> settings) {
    return new LogSettings(
        format(settings),
        value(settings, "dompet.log.console", "false", LogSettings::flag, any -> true, "a flag"),
        value(
            settings,
            "dompet.log.max-size",
            "20971520",
            Long::valueOf,
            bytes -> bytes >= LEAST_BYTES && bytes <= MOST_BYTES,
            "between " + LEAST_BYTES + " and " + MOST_BYTES + " bytes"),
        value(
            settings,
            "dompet.log.max-age",
            "P1D",
            Duration::parse,
            age -> age.compareTo(LEAST_AGE) >= 0 && age.compareTo(MOST_AGE) <= 0,
            "a duration between PT1H and P31D"),
        value(
            settings,
            "dompet.log.files",
            "30",
            Integer::valueOf,
            files -> files >= 1 && files <= MOST_FILES,
            "between 1 and " + MOST_FILES));
  }

  private static LogFormat format(Function<String, Optional<String>> settings) {
    String profile = settings.apply("dompet.profile").orElse("");
    String byProfile = FOR_MACHINES.contains(profile) ? "json" : "text";
    return switch (settings.apply("dompet.log.format").orElse(byProfile)) {
      case "json" -> LogFormat.JSON;
      case "text" -> LogFormat.TEXT;
      default -> throw new IllegalArgumentException("dompet.log.format must be json or text");
    };
  }

  private static <T> T value(
      Function<String, Optional<String>> settings,
      String key,
      String byDefault,
      Function<String, T> reader,
      Predicate<T> bounds,
      String expected) {
    try {
      T value = reader.apply(settings.apply(key).orElse(byDefault).strip());
      if (bounds.test(value)) {
        return value;
      }
    } catch (IllegalArgumentException | DateTimeParseException unreadable) {
      // Said below, like a value out of bounds.
    }
    throw new IllegalArgumentException(key + " must be " + expected);
  }

  private static Boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException();
    };
  }
}
