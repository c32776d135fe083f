package org.dompet.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.dompet.configuration.Setting.Secrecy;

/** What is refused on the internet beyond what the catalogue itself says. */
final class ProductionRules {
  static final int LEAST_SECRET = 32;

  private static final String DATABASE_URL = "dompet.database.url";
  private static final String DATABASE_USER = "dompet.database.user";
  private static final String DATABASE_PASSWORD = "dompet.database.password";
  private static final String BROKER_URL = "dompet.broker.url";
  private static final List<String> PUBLIC =
      List.of("dompet.http.public-url", "dompet.http.cors-origins");

  /** Names that say who one is: somebody who may do everything. */
  private static final Set<String> MIGHTY =
      Set.of("root", "postgres", "admin", "administrator", "dompet_owner");

  private static final Set<String> ENCRYPTED = Set.of("require", "verify-ca", "verify-full");

  /** A random secret of 32 letters has far more different ones. */
  private static final int LEAST_LETTERS = 10;

  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?i)(demo|test|example|sample|dummy|change[-_ ]?(me|it)|password|passwort|secret"
              + "|letmein|todo|xxx|your[-_ ]|<).*");

  private static final Pattern SANDBOX_KEY = Pattern.compile("(sk|pk|rk|wk|whsec)_test.*");
  private static final Pattern SANDBOX_URL = Pattern.compile("https?://[^/]*sandbox.*");

  private final Catalogue catalogue;
  private final Profile profile;
  private final Values values;
  private final List<Problem> problems = new ArrayList<>();

  private ProductionRules(Catalogue catalogue, Profile profile, Values values) {
    this.catalogue = catalogue;
    this.profile = profile;
    this.values = values;
  }

  static List<Problem> check(Catalogue catalogue, Profile profile, Values values) {
    return new ProductionRules(catalogue, profile, values).check();
  }

  private List<Problem> check() {
    database();
    broker();
    for (String key : PUBLIC) {
      if (any(key, part -> part.startsWith("http://"))) {
        refuse(key, "must be https");
      }
    }
    for (Setting setting : catalogue.settings()) {
      if (setting.mayBeInFile()) {
        secret(setting);
      }
      if (profile == Profile.PRODUCTION) {
        sandbox(setting);
      }
    }
    return problems;
  }

  private void database() {
    Optional<Endpoints> database = values.find(DATABASE_URL).map(Endpoints::of);
    Optional<String> user = values.find(DATABASE_USER).or(() -> database.flatMap(Endpoints::user));
    if (user.filter(name -> MIGHTY.contains(name.strip().toLowerCase(Locale.ROOT))).isPresent()) {
      refuse(DATABASE_USER, "must be a role that may not do everything, such as dompet_app");
    }
    if (values.find(DATABASE_PASSWORD).isEmpty()
        && database
            .flatMap(Endpoints::password)
            .filter(password -> password.length() < LEAST_SECRET)
            .isPresent()) {
      refuse(DATABASE_PASSWORD, "must have " + LEAST_SECRET + " characters or more");
    }
    if (database
        .filter(found -> !found.areHere())
        .filter(found -> found.parameter("sslmode").filter(ENCRYPTED::contains).isEmpty())
        .isPresent()) {
      refuse(DATABASE_URL, "must say sslmode=verify-full, or at least sslmode=require");
    }
  }

  private void broker() {
    List<Endpoints> away =
        values.find(BROKER_URL).map(Endpoints::ofBroker).orElse(List.of()).stream()
            .filter(found -> !found.areHere())
            .toList();
    if (away.stream().anyMatch(found -> !says(found, "sslEnabled", "true"))) {
      refuse(BROKER_URL, "must say sslEnabled=true");
    }
    if (away.stream()
        .anyMatch(found -> says(found, "trustAll", "true") || says(found, "verifyHost", "false"))) {
      refuse(BROKER_URL, "must have the broker prove who it is: no trustAll, no verifyHost=false");
    }
  }

  private static boolean says(Endpoints endpoints, String parameter, String value) {
    return endpoints.parameter(parameter).filter(value::equals).isPresent();
  }

  private void secret(Setting setting) {
    boolean ours = setting.secrecy() == Secrecy.OURS;
    if (ours && any(setting.key(), part -> part.length() < LEAST_SECRET)) {
      refuse(setting.key(), "must have " + LEAST_SECRET + " characters or more");
    } else if (ours
        && any(setting.key(), part -> part.chars().distinct().count() < LEAST_LETTERS)) {
      refuse(setting.key(), "must be random: ./dompet secrets generate makes one");
    }
    if (any(setting.key(), part -> PLACEHOLDER.matcher(part).matches())) {
      refuse(setting.key(), "must not be a demo's or an example's");
    }
  }

  /** Money of a sandbox is none. Staging is made for it. */
  private void sandbox(Setting setting) {
    if (any(
        setting.key(),
        part ->
            SANDBOX_KEY.matcher(part).matches()
                || (setting.type().kind() == ValueType.Kind.URL
                    && SANDBOX_URL.matcher(part).matches()))) {
      refuse(setting.key(), "must not be of a provider's sandbox");
    }
  }

  private void refuse(String key, String sentence) {
    problems.add(new Problem(key, sentence + " in " + profile.code()));
  }

  private boolean any(String key, Predicate<String> wrong) {
    return values
        .find(key)
        .filter(
            value ->
                catalogue
                    .find(key)
                    .map(setting -> setting.type().parts(value))
                    .orElse(List.of())
                    .stream()
                    .anyMatch(wrong))
        .isPresent();
  }
}
