package org.dompet.configuration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.dompet.configuration.Setting.Need;
import org.dompet.configuration.Setting.Secrecy;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of Dompet, in the order of {@code config/dompet.properties}. That file tells its
 * own form at its head.
 */
public final class Catalogue {
  private static final String RESOURCE = "dompet.properties";
  private static final String TITLE = "#= ";
  private static final String TRAITS = "#@ ";
  private static final String PRODUCTION = "required production";

  private final Map<String, Setting> settings;

  private Catalogue(Map<String, Setting> settings) {
    this.settings = Collections.unmodifiableMap(settings);
  }

  /** The one that this program was built with. */
  public static Catalogue packaged() {
    try (InputStream file =
        Objects.requireNonNull(Catalogue.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
      return parse(lines.lines().toList());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Reads its lines.
   *
   * @throws IllegalArgumentException naming the line that can't be read
   */
  static Catalogue parse(List<String> lines) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    List<String> meaning = new ArrayList<>();
    String section = null;
    String traits = null;
    for (String line : lines) {
      if (line.startsWith(TITLE)) {
        section = line.substring(TITLE.length()).strip();
      } else if (line.startsWith(TRAITS)) {
        traits = line.substring(TRAITS.length()).strip();
      } else if (line.startsWith("#")) {
        meaning.add(line.substring(1).strip());
      } else if (line.isBlank()) {
        meaning.clear();
      } else {
        if (section == null || traits == null || meaning.isEmpty()) {
          throw new IllegalArgumentException("No section, meaning or type above: " + line);
        }
        Setting setting = setting(line, section, String.join(" ", meaning), traits);
        if (settings.put(setting.key(), setting) != null) {
          throw new IllegalArgumentException("Twice: " + setting.key());
        }
        meaning.clear();
        traits = null;
      }
    }
    return new Catalogue(settings);
  }

  private static Setting setting(String line, String section, String meaning, String traits) {
    int equals = line.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("No key=default: " + line);
    }
    String[] parts = traits.split(";", -1);
    Secrecy secrecy = Secrecy.OPEN;
    Need need = Need.NONE;
    List<String> environment = new ArrayList<>();
    String rotation = null;
    for (int i = 1; i < parts.length; i++) {
      String trait = parts[i].strip();
      @Nullable String condition = after(trait, " if ");
      if (trait.equals("secret")) {
        secrecy = Secrecy.GIVEN;
      } else if (trait.equals("secret ours")) {
        secrecy = Secrecy.OURS;
      } else if (trait.equals(PRODUCTION) || trait.startsWith(PRODUCTION + " if ")) {
        need = new Need(true, false, condition);
      } else if (trait.startsWith("required if ")) {
        need = new Need(true, true, condition);
      } else if (trait.startsWith("environment ")) {
        environment.add(Objects.requireNonNull(after(trait, " ")));
      } else if (trait.startsWith("rotation ")) {
        rotation = after(trait, " ");
      } else {
        throw new IllegalArgumentException("\"" + trait + "\" is no trait: " + line);
      }
    }
    return new Setting(
        line.substring(0, equals).strip(),
        section,
        meaning,
        ValueType.parse(parts[0].strip()),
        line.substring(equals + 1).strip(),
        secrecy,
        need,
        environment,
        rotation);
  }

  private static @Nullable String after(String text, String part) {
    int at = text.indexOf(part);
    return at < 0 ? null : text.substring(at + part.length()).strip();
  }

  public Collection<Setting> settings() {
    return settings.values();
  }

  public Optional<Setting> find(String key) {
    return Optional.ofNullable(settings.get(key));
  }
}
