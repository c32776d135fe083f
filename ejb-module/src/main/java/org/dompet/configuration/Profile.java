package org.dompet.configuration;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which rules hold: {@code dompet.profile}. */
public enum Profile {
  DEVELOPMENT,
  DEMO,
  STAGING,
  PRODUCTION;

  public static final String KEY = "dompet.profile";

  /** True if it is meant for the internet. */
  public boolean isStrict() {
    return this == STAGING || this == PRODUCTION;
  }

  /** The one with this code, in small letters. */
  public static Optional<Profile> ofCode(String code) {
    return Arrays.stream(values()).filter(profile -> profile.code().equals(code)).findFirst();
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
