package org.dompet.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.Produces;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The catalogue and the code agree about which settings there are, and about their defaults. */
class SettingsOfTheCodeTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern LITERAL = Pattern.compile("\"([^\"\\\\\n]*)\"");
  private static final Pattern SUBSTITUTED = Pattern.compile("\\$\\{MPCONFIG=([^:}]+)");
  private static final Pattern KEY = Pattern.compile("dompet(\\.[a-z0-9-]+)+");
  private static final Pattern VARIABLE = Pattern.compile("\\bDOMPET_[A-Z0-9_]+\\b");

  /** Names that look like keys and are none. */
  private static final Set<String> OTHER_NAMES =
      Set.of(
          "dompet.agent",
          "dompet.command",
          "dompet.conf",
          "dompet.home",
          "dompet.notifications",
          "dompet.pid",
          "dompet.properties",
          "dompet.terminals",
          "dompet.war",
          "dompet.webhooks");

  private final Catalogue catalogue = Catalogue.packaged();

  @Test
  void everySettingIsRead() throws Exception {
    Set<String> asked = new HashSet<>();
    produceAll(asked, key -> "");
    List<Set<String>> files = literalsOfFiles();
    Set<String> variables = variables();

    assertThat(catalogue.settings())
        .extracting(Setting::key)
        .filteredOn(key -> !asked.contains(key))
        .filteredOn(key -> !variables.contains(Setting.variable(key)))
        .filteredOn(key -> files.stream().noneMatch(literals -> isIn(literals, key)))
        .as("settings of config/dompet.properties that no code reads")
        .isEmpty();
  }

  @Test
  void everySettingThatIsReadIsInTheCatalogue() throws Exception {
    Set<String> keys = new TreeSet<>();
    produceAll(keys, key -> "");
    for (Set<String> literals : literalsOfFiles()) {
      literals.stream().filter(text -> KEY.matcher(text).matches()).forEach(keys::add);
    }
    keys.removeAll(OTHER_NAMES);

    assertThat(keys)
        .filteredOn(key -> catalogue.find(key).isEmpty() && !isDerived(key))
        .as("keys that code reads and config/dompet.properties lacks")
        .isEmpty();
  }

  @Test
  void everyDefaultIsTheOneOfTheCode() throws Exception {
    Map<String, String> without = produceAll(new HashSet<>(), key -> "");
    Map<String, String> with =
        produceAll(new HashSet<>(), key -> catalogue.find(key).map(Setting::initial).orElse(""));

    assertThat(without).hasSizeGreaterThan(8);
    assertThat(with).isEqualTo(without);
  }

  private boolean isDerived(String key) {
    return catalogue.settings().stream()
        .filter(Setting::isSecret)
        .anyMatch(setting -> key.equals(setting.fileKey()) || key.equals(setting.rotatedAtKey()));
  }

  /** As a whole, or by a prefix and the rest of it. */
  private static boolean isIn(Set<String> literals, String key) {
    return literals.contains(key)
        || literals.stream()
            .filter(prefix -> prefix.startsWith("dompet.") && prefix.endsWith("."))
            .filter(key::startsWith)
            .map(prefix -> key.substring(prefix.length()))
            .anyMatch(literals::contains);
  }

  private static List<Set<String>> literalsOfFiles() throws IOException {
    List<Set<String>> files = new ArrayList<>();
    for (Path file : mainSources()) {
      Set<String> literals = new HashSet<>();
      String text = Files.readString(file);
      for (Pattern pattern : List.of(LITERAL, SUBSTITUTED)) {
        pattern.matcher(text).results().forEach(hit -> literals.add(hit.group(1)));
      }
      files.add(literals);
    }
    return files;
  }

  private static Set<String> variables() throws IOException {
    Set<String> variables = new HashSet<>();
    List<Path> files = new ArrayList<>(mainSources());
    files.add(ROOT.resolve("dompet"));
    for (Path file : files) {
      VARIABLE.matcher(Files.readString(file)).results().forEach(hit -> variables.add(hit.group()));
    }
    return variables;
  }

  private static List<Path> mainSources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : List.of("ejb-module", "batch", "broker", "web-module", "server")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    return sources;
  }

  /** Calls whatever in the business makes something of the configuration; records by class. */
  private static Map<String, String> produceAll(Set<String> asked, Function<String, String> values)
      throws Exception {
    Config config = config(asked, values);
    Map<String, String> made = new HashMap<>();
    for (Class<?> type : types()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Produces.class)
            && Arrays.equals(method.getParameterTypes(), new Class<?>[] {Config.class})) {
          Constructor<?> constructor = type.getDeclaredConstructor();
          constructor.setAccessible(true);
          method.setAccessible(true);
          Object result = method.invoke(constructor.newInstance(), config);
          if (result.getClass().isRecord()) {
            // Without the identity of parts that say nothing about themselves.
            made.put(result.getClass().getName(), result.toString().replaceAll("@[0-9a-f]+", ""));
          }
        }
      }
    }
    return made;
  }

  private static List<Class<?>> types() throws Exception {
    Path classes = Path.of("target/classes");
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.walk(classes.resolve("org/dompet"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        String name = classes.relativize(file).toString().replace('/', '.');
        if (!name.endsWith("-info.class")) {
          types.add(
              Class.forName(
                  name.substring(0, name.length() - ".class".length()),
                  false,
                  SettingsOfTheCodeTest.class.getClassLoader()));
        }
      }
    }
    return types;
  }

  private static Config config(Set<String> asked, Function<String, String> values) {
    return (Config)
        Proxy.newProxyInstance(
            SettingsOfTheCodeTest.class.getClassLoader(),
            new Class<?>[] {Config.class},
            (proxy, method, arguments) -> {
              if (!method.getName().startsWith("getOptionalValue")) {
                throw new UnsupportedOperationException("ask by getOptionalValue: " + method);
              }
              String key = (String) arguments[0];
              Class<?> type = (Class<?>) arguments[1];
              asked.add(key);
              String value = values.apply(key);
              if (value.isBlank()) {
                return Optional.empty();
              }
              return method.getName().equals("getOptionalValues")
                  ? Optional.of(
                      Stream.of(value.split(",", -1)).map(part -> as(type, part)).toList())
                  : Optional.of(as(type, value));
            });
  }

  private static Object as(Class<?> type, String text) {
    @Nullable Function<String, Object> converter =
        Map.<Class<?>, Function<String, Object>>of(
                String.class, value -> value,
                Integer.class, Integer::valueOf,
                Long.class, Long::valueOf,
                Boolean.class, Boolean::valueOf,
                BigDecimal.class, BigDecimal::new,
                Duration.class, Duration::parse,
                URI.class, URI::create,
                Path.class, Path::of,
                Secret.class, Secret::new)
            .get(type);
    if (converter == null) {
      throw new UnsupportedOperationException("no converter to " + type);
    }
    return converter.apply(text);
  }
}
