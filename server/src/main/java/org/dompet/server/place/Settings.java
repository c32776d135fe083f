package org.dompet.server.place;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.dompet.configuration.Catalogue;
import org.dompet.configuration.ProcessValues;

/**
 * Settings as MicroProfile Config finds them (system property, then environment variable), for the
 * time before the application server runs. Short environment names that platforms use, such as
 * {@code DATABASE_URL}, count as the last resort but files of secrets. An empty value is no value.
 */
public final class Settings {

  public static final String DATABASE_URL = "dompet.database.url";
  public static final String DATABASE_USER = "dompet.database.user";
  public static final String DATABASE_PASSWORD = "dompet.database.password";
  public static final String OWNER_URL = "dompet.database.owner.url";
  public static final String OWNER_USER = "dompet.database.owner.user";
  public static final String OWNER_PASSWORD = "dompet.database.owner.password";
  public static final String BROKER_URL = "dompet.broker.url";
  public static final String BROKER_PASSWORD = "dompet.broker.password";
  public static final String PROFILE = "dompet.profile";
  public static final String JWT_KEYS = "dompet.jwt.keys";
  public static final String TOTP_KEY = "dompet.identity.totp-key";
  public static final String BOT_TOKENS = "dompet.telegram.bot-tokens";

  private final Properties properties;
  private final Map<String, String> environment;
  private final ProcessValues values;

  public Settings(Properties properties, Map<String, String> environment) {
    this.properties = properties;
    this.environment = environment;
    this.values = new ProcessValues(Catalogue.packaged(), properties, environment);
  }

  public static Settings ofThisProcess() {
    return new Settings(System.getProperties(), System.getenv());
  }

  public Optional<String> find(String key) {
    return values.find(key);
  }

  /** Every name that says something, whether it means anything or not. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>(properties.stringPropertyNames());
    names.addAll(environment.keySet());
    return names;
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
}
