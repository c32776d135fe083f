package org.dompet.configuration;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One setting of the catalogue.
 *
 * @param section the title that it stands below
 * @param meaning in sentences
 * @param initial its default, or empty if it has none
 * @param environment other variables that mean the same
 * @param rotation a variable that means {@link #rotatedAtKey}, or null
 */
public record Setting(
    String key,
    String section,
    String meaning,
    ValueType type,
    String initial,
    Secrecy secrecy,
    Need need,
    List<String> environment,
    @Nullable String rotation) {

  /** Whether a value may be told, and who made it. */
  public enum Secrecy {
    OPEN,
    /** Somebody gave it to us; its shape is theirs. */
    GIVEN,
    /** We chose it, and could have made it as long as we like. */
    OURS
  }

  /**
   * Where it must be set.
   *
   * @param always in every profile; else in staging and production
   * @param condition the key that must be set for it to be needed, or null
   */
  public record Need(boolean exists, boolean always, @Nullable String condition) {
    static final Need NONE = new Need(false, false, null);

    boolean appliesTo(Profile profile, Values values) {
      return exists
          && (always || profile.isStrict())
          && (condition == null || values.find(condition).isPresent());
    }
  }

  public Setting {
    environment = List.copyOf(environment);
  }

  public boolean isSecret() {
    return secrecy != Secrecy.OPEN;
  }

  /** True if its value may also stand in a file that {@link #fileKey} names. */
  public boolean mayBeInFile() {
    return isSecret() && !type.isFile();
  }

  public String fileKey() {
    return key + ".file";
  }

  public String rotatedAtKey() {
    return key + ".rotated-at";
  }

  public Optional<String> rotationVariable() {
    return Optional.ofNullable(rotation);
  }

  /** As an environment variable. */
  public String variable() {
    return variable(key);
  }

  /** A key as an environment variable, by the rule of MicroProfile Config. */
  public static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
