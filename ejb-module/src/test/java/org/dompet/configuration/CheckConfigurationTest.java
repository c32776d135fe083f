package org.dompet.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.dompet.configuration.CheckConfiguration.Report;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckConfigurationTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC);

  private static final String RANDOM = "k3Vn8sQ1xZ0aLwT7yB5cR2dF9gH4jM6p";

  private final Map<String, String> environment = new HashMap<>();
  @TempDir private Path directory;

  /** All that production wants. */
  @BeforeEach
  void setUpProduction() throws IOException {
    Path key = Files.writeString(directory.resolve("jwt.pem"), "key");
    environment.putAll(
        Map.of(
            "DOMPET_PROFILE", "production",
            "DOMPET_DATABASE_URL", "jdbc:postgresql://db.example:5432/dompet?sslmode=verify-full",
            "DOMPET_DATABASE_USER", "dompet_app",
            "DOMPET_DATABASE_PASSWORD", RANDOM,
            "DOMPET_BROKER_URL", "tcp://mq.example:61617?sslEnabled=true",
            "DOMPET_BROKER_PASSWORD", RANDOM,
            "DOMPET_JWT_KEYS", key.toString(),
            "DOMPET_TELEGRAM_BOT_TOKENS", "7000000001:AAHrealLookingTokenOfTheBot_1234567",
            "DOMPET_IDENTITY_TOTP_KEY", RANDOM,
            "DOMPET_HTTP_PUBLIC_URL", "https://wallet.example"));
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void acceptsWhatIsSafe(Profile profile) {
    environment.put("DOMPET_PROFILE", profile.code());
    assertThat(check().problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"development", "demo"})
  void needsNothingOffTheInternet(String profile) {
    environment.clear();
    environment.put("DOMPET_PROFILE", profile);
    assertThat(check().problems()).isEmpty();
    assertThat(check().warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dompet.database.url",
        "dompet.database.user",
        "dompet.database.password",
        "dompet.broker.url",
        "dompet.broker.password",
        "dompet.jwt.keys",
        "dompet.telegram.bot-tokens",
        "dompet.identity.totp-key",
        "dompet.http.public-url"
      })
  void refusesProductionWithout(String key) {
    environment.remove(Setting.variable(key));
    assertThat(problems()).containsExactly(key + " is missing");
    environment.put("DOMPET_PROFILE", "staging");
    assertThat(problems()).containsExactly(key + " is missing");
    environment.put("DOMPET_PROFILE", "development");
    assertThat(problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "dompet.profile; prod; must be one of development, demo, staging, production",
        "dompet.port; 0; must be a whole number, 1 to 65535",
        "dompet.database.pool-size; 101; must be a whole number, 1 to 100",
        "dompet.http.cors-origins; *; must be a list, separated by commas, each an http or https"
            + " address",
        "dompet.jwt.keys; /no/such.pem; must be a list of at least 1, separated by commas, each a"
            + " file that can be read"
      })
  void refusesAWrongValueInEveryProfile(String key, String value, String sentence) {
    environment.put("DOMPET_PROFILE", "development");
    environment.put(Setting.variable(key), value);
    assertThat(problems()).containsExactly(key + " " + sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "dompet.http.public-url; http://wallet.example; must be https",
        "dompet.http.cors-origins; https://web.telegram.org,http://a.example; must be https",
        "dompet.database.user; postgres; must be a role that may not do everything, such as"
            + " dompet_app",
        "dompet.database.user; Root; must be a role that may not do everything, such as dompet_app",
        "dompet.database.user; admin; must be a role that may not do everything, such as"
            + " dompet_app",
        "dompet.database.user; dompet_owner; must be a role that may not do everything, such as"
            + " dompet_app",
        "dompet.database.password; k3Vn8sQ1xZ0aLwT7yB5cR2dF9gH4jM6; must have 32 characters or"
            + " more",
        "dompet.broker.password; short; must have 32 characters or more",
        "dompet.webhook.telegram.secrets; k3Vn8sQ1xZ0aLwT7yB5cR2dF9gH4jM6p,short; must have 32"
            + " characters or more",
        "dompet.database.password; aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; must be random: ./dompet"
            + " secrets generate makes one",
        "dompet.database.password; change-me-change-me-change-me-1234567; must not be a demo's or"
            + " an example's",
        "dompet.onramp.stripe.secret-key; your-secret-key; must not be a demo's or an example's",
        "dompet.database.url; jdbc:postgresql://db.example/dompet; must say sslmode=verify-full, or"
            + " at least sslmode=require",
        "dompet.database.url; jdbc:postgresql://db.example/dompet?sslmode=prefer; must say"
            + " sslmode=verify-full, or at least sslmode=require",
        "dompet.database.url; jdbc:postgresql://localhost,db.example/dompet; must say"
            + " sslmode=verify-full, or at least sslmode=require",
        "dompet.database.url; postgres://dompet_app:x@10.0.0.7:5432/dompet; must say"
            + " sslmode=verify-full, or at least sslmode=require",
        "dompet.broker.url; tcp://mq.example:61616; must say sslEnabled=true",
        "dompet.broker.url; (tcp://a.example:1?sslEnabled=true,tcp://b.example:2)?ha=true; must say"
            + " sslEnabled=true",
        "dompet.broker.url; tcp://mq.example:61616?sslEnabled=true&trustAll=true; must have the"
            + " broker prove who it is: no trustAll, no verifyHost=false",
        "dompet.broker.url; tcp://mq.example:61616?sslEnabled=true&verifyHost=false; must have the"
            + " broker prove who it is: no trustAll, no verifyHost=false"
      })
  void refusesOnTheInternet(String key, String value, String sentence) {
    environment.put(Setting.variable(key), value);
    for (String profile : List.of("production", "staging")) {
      environment.put("DOMPET_PROFILE", profile);
      assertThat(problems()).contains(key + " " + sentence + " in " + profile);
    }
    environment.put("DOMPET_PROFILE", "development");
    assertThat(problems()).noneMatch(problem -> problem.startsWith(key));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "dompet.database.url; jdbc:postgresql://localhost:5432/dompet",
        "dompet.database.url; jdbc:postgresql://127.0.0.1/dompet",
        "dompet.database.url; jdbc:postgresql://[::1]:5432/dompet",
        "dompet.database.url; jdbc:postgresql:dompet",
        "dompet.database.url;"
            + " jdbc:postgresql://db.example/dompet?ApplicationName=a&sslmode=require",
        "dompet.broker.url; tcp://127.0.0.1:61616",
        "dompet.broker.url; (tcp://a.example:1,tcp://b.example:2)?ha=true&sslEnabled=true",
        "dompet.broker.url; (tcp://a.example:1?sslEnabled=true,tcp://b.example:2?sslEnabled=true)"
      })
  void acceptsWhatIsEncryptedOrStaysOnThisMachine(String key, String url) {
    environment.put(Setting.variable(key), url);
    assertThat(problems()).isEmpty();
  }

  @Test
  void findsUserAndPasswordInTheUrlOfADatabase() {
    environment.remove("DOMPET_DATABASE_USER");
    environment.remove("DOMPET_DATABASE_PASSWORD");
    environment.put("DOMPET_DATABASE_URL", "postgres://dompet_app:" + RANDOM + "@localhost/dompet");
    assertThat(problems()).isEmpty();
    environment.put("DOMPET_DATABASE_URL", "postgres://dompet_app:pw@localhost/dompet");
    assertThat(problems())
        .containsExactly("dompet.database.password must have 32 characters or more in production");
    environment.put("DOMPET_DATABASE_URL", "postgres://postgres:" + RANDOM + "@localhost/dompet");
    assertThat(problems())
        .containsExactly(
            "dompet.database.user must be a role that may not do everything, such as dompet_app"
                + " in production");
    environment.put("DOMPET_DATABASE_URL", "postgres://localhost/dompet");
    assertThat(problems())
        .containsExactly("dompet.database.user is missing", "dompet.database.password is missing");
  }

  @Test
  void wantsTheWebhookSecretOfAProviderThatIsEnabled() {
    environment.put("DOMPET_ONRAMP_STRIPE_SECRET_KEY", "sk_live_51HrealLookingKey");
    environment.put("DOMPET_ONRAMP_STRIPE_SUCCESS_URL", "https://wallet.example/paid");
    assertThat(problems())
        .containsExactly(
            "dompet.webhook.stripe.secrets is missing, but dompet.onramp.stripe.secret-key is set");
  }

  @ParameterizedTest
  @CsvSource({
    "dompet.onramp.stripe.secret-key, sk_test_51H",
    "dompet.onramp.moonpay.widget-url, https://buy-sandbox.moonpay.com"
  })
  void takesSandboxKeysInStagingButNotInProduction(String key, String value) {
    environment.put(Setting.variable(key), value);
    assertThat(problems()).contains(key + " must not be of a provider's sandbox in production");
    environment.put("DOMPET_PROFILE", "staging");
    assertThat(problems()).noneMatch(problem -> problem.contains("sandbox"));
  }

  @Test
  void namesAllProblemsAtOnceAndNoValue() {
    environment.put("DOMPET_PORT", "hunter2");
    environment.put("DOMPET_DATABASE_PASSWORD", "hunter2");
    environment.put("DOMPET_HTTP_PUBLIC_URL", "http://hunter2");
    environment.remove("DOMPET_JWT_KEYS");
    Report report = check();
    assertThat(report.problems()).hasSize(4);
    assertThat(report.sentence())
        .startsWith("4 settings are wrong: dompet.port must be")
        .doesNotContain("hunter2");
  }

  @Test
  void refusesASecretThatEverybodyOnTheMachineCanRead() {
    List<String> arguments = List.of("-Xmx1g", "-Ddompet.broker.password=" + RANDOM);
    assertThat(
            new CheckConfiguration(Catalogue.packaged(), CLOCK)
                .check(values()::find, List.of(), arguments)
                .problems())
        .containsExactly(
            new Problem(
                "dompet.broker.password", "must not be an argument of the process: use a file"));
  }

  @Test
  void refusesAValueThatWouldBeTakenForAnExpression() {
    environment.put("DOMPET_DATABASE_PASSWORD", "k3Vn8sQ1xZ0a${LwT7yB5cR2dF9gH4jM6p");
    assertThat(problems())
        .containsExactly("dompet.database.password must not contain ${: it begins an expression");
  }

  @Test
  void readsASecretFromAFile() throws IOException {
    environment.remove("DOMPET_DATABASE_PASSWORD");
    environment.put("DOMPET_DATABASE_PASSWORD_FILE", file(RANDOM + "\nnot this", "rw-------"));
    assertThat(problems()).isEmpty();
    assertThat(values().find("dompet.database.password")).contains(RANDOM);
    assertThat(check().warnings()).noneMatch(warning -> warning.key().endsWith(".file"));
  }

  @Test
  void refusesAFileOfASecretThatCanNotBeUsed() throws IOException {
    environment.put("DOMPET_DATABASE_PASSWORD_FILE", "/no/such/file");
    assertThat(problems())
        .containsExactly("dompet.database.password.file must name a file that has a first line");
    environment.put("DOMPET_DATABASE_PASSWORD_FILE", file("another one", "rw-------"));
    assertThat(problems())
        .containsExactly(
            "dompet.database.password.file says something else than dompet.database.password");
    environment.put("DOMPET_DATABASE_PASSWORD_FILE", file(RANDOM, "rw-r--r--"));
    assertThat(problems()).isEmpty();
    assertThat(check().warnings())
        .contains(
            new Problem(
                "dompet.database.password.file", "can be read by everybody on this machine"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-01, FRESH",
    "2026-04-03, FRESH",
    "2026-04-02, DUE",
    "2026-03-04, DUE",
    "2026-03-03, OVERDUE",
    "2026-03-03T00:00:01Z, DUE",
    ", UNKNOWN"
  })
  void knowsHowOldASecretIs(String date, SecretsAge.State state) {
    if (date != null) {
      environment.put("DOMPET_DATABASE_PASSWORD_ROTATED_AT", date);
    }
    assertThat(ages())
        .filteredOn(age -> age.key().equals("dompet.database.password"))
        .extracting(SecretsAge.Age::state)
        .containsExactly(state);
    assertThat(
            check().warnings().stream()
                .anyMatch(warning -> warning.key().equals("dompet.database.password")))
        .isEqualTo(state != SecretsAge.State.FRESH);
  }

  @Test
  void takesTheDateThatPlatformsKnow() {
    environment.put("JWT_SECRET_ROTATION_DATE", "2026-05-31");
    assertThat(ages())
        .filteredOn(age -> age.key().equals("dompet.jwt.keys"))
        .extracting(SecretsAge.Age::state)
        .containsExactly(SecretsAge.State.FRESH);
  }

  @Test
  void refusesADateThatIsNone() {
    environment.put("DOMPET_DATABASE_PASSWORD_ROTATED_AT", "yesterday");
    environment.put("DOMPET_JWT_KEYS_ROTATED_AT", "2026-06-02");
    assertThat(problems())
        .containsExactly(
            "dompet.database.password.rotated-at must be a day like 2026-05-31",
            "dompet.jwt.keys.rotated-at must not be in the future");
  }

  @ParameterizedTest
  @CsvSource({
    "DOMPET_DATABSE_URL, is no setting: is DOMPET_DATABASE_URL meant?",
    "dompet.http.maxbody, is no setting: is dompet.http.max-body meant?",
    "DOMPET_DATABASE_PASSWORD_FIEL, is no setting: is DOMPET_DATABASE_PASSWORD_FILE meant?",
    "DOMPET_QQ, is no setting"
  })
  void warnsOfANameThatMeansNothing(String name, String sentence) {
    environment.put(name, "hunter2");
    assertThat(check().warnings()).contains(new Problem(name, sentence));
    assertThat(problems()).isEmpty();
  }

  private String file(String content, String permissions) throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file.toString();
  }

  private List<SecretsAge.Age> ages() {
    return new SecretsAge(Catalogue.packaged(), values()::find, CLOCK).ages();
  }

  private List<String> problems() {
    return check().problems().stream().map(Problem::toString).toList();
  }

  private Report check() {
    return new CheckConfiguration(Catalogue.packaged(), CLOCK)
        .check(values()::find, environment.keySet());
  }

  private ProcessValues values() {
    return new ProcessValues(Catalogue.packaged(), new Properties(), environment);
  }
}
