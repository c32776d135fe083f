package org.dompet.configuration;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long ago each secret in use was last changed, by the date that stands beside it: {@code
 * KEY.rotated-at}. A file's own time would not do: it is new with every container.
 */
public final class SecretsAge {
  /** From here on, somebody is told. */
  public static final Duration DUE = Duration.ofDays(60);

  /** From here on, an installation on the internet is not ready. */
  public static final Duration OVERDUE = Duration.ofDays(90);

  /** What an age means. */
  public enum State {
    FRESH,
    /** {@link SecretsAge#DUE} or more. */
    DUE,
    /** {@link SecretsAge#OVERDUE} or more. */
    OVERDUE,
    /** Nobody noted when it was changed. */
    UNKNOWN
  }

  /**
   * Of one secret.
   *
   * @param rotatedAt null if unknown; so is the age then
   */
  public record Age(String key, @Nullable Instant rotatedAt, @Nullable Duration age, State state) {

    /** The end of a sentence that begins with the key. */
    public String sentence() {
      return age == null
          ? "was changed nobody knows when: set " + key + ".rotated-at"
          : "was changed "
              + age.toDays()
              + " days ago"
              + switch (state) {
                case DUE -> ": change it before " + OVERDUE.toDays() + " days are over";
                case OVERDUE -> ": more than " + OVERDUE.toDays() + " are too many";
                default -> "";
              };
    }
  }

  private final Catalogue catalogue;
  private final Values values;
  private final Clock clock;

  public SecretsAge(Catalogue catalogue, Values values, Clock clock) {
    this.catalogue = catalogue;
    this.values = values;
    this.clock = clock;
  }

  /** Of every secret that is set, in the order of the catalogue. */
  public List<Age> ages() {
    List<Age> ages = new ArrayList<>();
    for (Setting setting : catalogue.settings()) {
      if (setting.isSecret() && values.find(setting.key()).isPresent()) {
        ages.add(age(setting));
      }
    }
    return ages;
  }

  private Age age(Setting setting) {
    Instant rotatedAt = date(setting, values).flatMap(SecretsAge::instant).orElse(null);
    Instant now = clock.instant();
    if (rotatedAt == null || rotatedAt.isAfter(now)) {
      return new Age(setting.key(), null, null, State.UNKNOWN);
    }
    Duration age = Duration.between(rotatedAt, now);
    return new Age(
        setting.key(),
        rotatedAt,
        age,
        age.compareTo(OVERDUE) >= 0
            ? State.OVERDUE
            : age.compareTo(DUE) >= 0 ? State.DUE : State.FRESH);
  }

  /** What stands beside a secret, unread. */
  static Optional<String> date(Setting setting, Values values) {
    return values
        .find(setting.rotatedAtKey())
        .or(() -> setting.rotationVariable().flatMap(values::find));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(ValueType.instant(text.strip()));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
