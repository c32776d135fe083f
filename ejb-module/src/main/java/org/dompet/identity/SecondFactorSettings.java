package org.dompet.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/**
 * What is asked of people beside their password or Telegram.
 *
 * @param keys {@code dompet.identity.totp-key}: encrypts the secrets of authenticators; several,
 *     separated by commas, while one replaces another; none: nobody can enrol
 * @param requiredOfStaff {@code dompet.identity.staff-second-factor}: {@code required}, the default
 *     of staging and production: who works here is an ordinary user until they have given a code;
 *     or {@code optional}: only who has enrolled is asked for one
 */
record SecondFactorSettings(TotpKeys keys, boolean requiredOfStaff) {
  private static final String STAFF = "dompet.identity.staff-second-factor";
  private static final Set<String> STRICT = Set.of("staging", "production");

  static SecondFactorSettings of(List<String> keys, String profile, String staff) {
    boolean required =
        switch (staff) {
          case "required" -> true;
          case "optional" -> false;
          case "" -> STRICT.contains(profile);
          default -> throw new IllegalArgumentException(STAFF + " must be required or optional");
        };
    return new SecondFactorSettings(TotpKeys.of(keys), required);
  }

  /** Reads them from the configuration. */
  @ApplicationScoped
  static class Source {
    @Produces
    SecondFactorSettings settings(Config config) {
      return of(
          config
              .getOptionalValues("dompet.identity.totp-key", String.class)
              .orElse(List.of())
              .stream()
              .map(String::strip)
              .toList(),
          config.getOptionalValue("dompet.profile", String.class).orElse("development"),
          config.getOptionalValue(STAFF, String.class).orElse(""));
    }
  }
}
