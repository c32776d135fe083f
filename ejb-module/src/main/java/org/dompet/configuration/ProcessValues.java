package org.dompet.configuration;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a process says by itself, found as MicroProfile Config finds it: system property, then
 * environment variable; then the other variables that the catalogue knows, and a file for a secret.
 */
public final class ProcessValues {
  private final Catalogue catalogue;
  private final Properties properties;
  private final Map<String, String> environment;

  public ProcessValues(
      Catalogue catalogue, Properties properties, Map<String, String> environment) {
    this.catalogue = catalogue;
    this.properties = properties;
    this.environment = environment;
  }

  static ProcessValues ofThisProcess() {
    return new ProcessValues(Catalogue.packaged(), System.getProperties(), System.getenv());
  }

  /** As {@link Values} has it. */
  public Optional<String> find(String key) {
    return value(properties.getProperty(key))
        .or(() -> value(environment.get(key)))
        .or(() -> value(environment.get(key.replaceAll("[^A-Za-z0-9]", "_"))))
        .or(() -> value(environment.get(Setting.variable(key))))
        .or(() -> catalogue.find(key).flatMap(this::elsewhere));
  }

  private Optional<String> elsewhere(Setting setting) {
    return setting.environment().stream()
        .map(environment::get)
        .flatMap(text -> value(text).stream())
        .findFirst()
        .or(() -> SecretFiles.read(setting, this::find));
  }

  private static Optional<String> value(@Nullable String text) {
    return Optional.ofNullable(text).filter(t -> !t.isBlank());
  }
}
