package org.dompet.configuration;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Tells MicroProfile Config the secrets that are in files. Read once, when the application starts:
 * a changed file is seen at the next.
 */
public final class SecretFileSource implements ConfigSource {
  static final String NAME = "dompet-secret-files";

  /** Below system properties and the environment. */
  private static final int ORDINAL = 90;

  private final Map<String, String> values;

  public SecretFileSource() {
    Map<String, String> found = new HashMap<>();
    ProcessValues process = ProcessValues.ofThisProcess();
    for (Setting setting : Catalogue.packaged().settings()) {
      SecretFiles.read(setting, process::find).ifPresent(value -> found.put(setting.key(), value));
    }
    values = Map.copyOf(found);
  }

  @Override
  public Set<String> getPropertyNames() {
    return values.keySet();
  }

  @Override
  public @Nullable String getValue(String name) {
    return values.get(name);
  }

  @Override
  public int getOrdinal() {
    return ORDINAL;
  }

  @Override
  public String getName() {
    return NAME;
  }
}
