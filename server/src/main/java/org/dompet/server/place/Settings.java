package org.dompet.server.place;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Settings as MicroProfile Config finds them (system property, then environment variable), for the
 * time before the application server runs. Short environment names that platforms use, such as
 * {@code DATABASE_URL}, count as the last resort. An empty value is no value.
 */
public final class Settings {

  public static final String DATABASE_URL = "dompet.database.url";
  public static final String DATABASE_USER = "dompet.database.user";
  public static final String DATABASE_PASSWORD = "dompet.database.password";
  public static final String OWNER_URL = "dompet.database.owner.url";
  public static final String OWNER_USER = "dompet.database.owner.user";
  public static final String OWNER_PASSWORD = "dompet.database.owner.password";
  public static final String BROKER_URL = "dompet.broker.url";
  public static final String PROFILE = "dompet.profile";
  public static final String JWT_KEYS = "dompet.jwt.keys";
  public static final String BOT_TOKENS = "dompet.telegram.bot-tokens";

  private static final Map<String, String> SHORT_NAMES =
      Map.of(
          DATABASE_URL, "DATABASE_URL",
          OWNER_URL, "DATABASE_OWNER_URL",
          BROKER_URL, "BROKER_URL");

  private final Properties properties;
  private final Map<String, String> environment;

  public Settings(Properties properties, Map<String, String> environment) {
    this.properties = properties;
    this.environment = environment;
  }

  public static Settings ofThisProcess() {
    return new Settings(System.getProperties(), System.getenv());
  }

  public Optional<String> find(String key) {
    return value(properties.getProperty(key))
        .or(() -> value(environment.get(key)))
        .or(() -> value(environment.get(key.replaceAll("[^A-Za-z0-9]", "_"))))
        .or(
            () ->
                value(
                    environment.get(key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT))))
        .or(() -> value(environment.get(SHORT_NAMES.getOrDefault(key, key))));
  }

  /** Hands a setting to the application, which reads system properties first. */
  public void give(String key, String value) {
    properties.setProperty(key, value);
  }

  /** Hands a setting to the application unless the operator has already chosen it. */
  public void giveDefault(String key, String value) {
    if (find(key).isEmpty()) {
      give(key, value);
    }
  }

  private static Optional<String> value(@org.jspecify.annotations.Nullable String text) {
    return Optional.ofNullable(text).filter(t -> !t.isBlank());
  }
}
