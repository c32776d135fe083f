package org.dompet.web.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the rules, the dashboard and the page about them name. */
public final class Observability {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern METRIC = Pattern.compile("dompet_[a-z_]+");

  private Observability() {}

  /** Everything that a rule or a panel asks for. */
  public static Set<String> metricsOfConfig() {
    Set<String> names = new TreeSet<>();
    for (JsonNode rule : rules()) {
      names.addAll(metricsIn(rule.path("expr").asText()));
    }
    for (JsonNode panel : dashboard().path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        names.addAll(metricsIn(target.path("expr").asText()));
      }
    }
    return names;
  }

  /** The metrics that docs/observability.md lists. */
  public static Set<String> metricsOfDocs() {
    Set<String> names = new TreeSet<>();
    Matcher row = Pattern.compile("(?m)^\\| `(dompet_[a-z_]+)` \\|").matcher(docs());
    while (row.find()) {
      names.add(row.group(1));
    }
    return names;
  }

  /** The metrics that the code registers by name. */
  static Set<String> metricsOfCode() throws IOException {
    Set<String> names = new TreeSet<>();
    Pattern literal = Pattern.compile("\\(\\s*\"(dompet_[a-z_]+)\"");
    try (var files = Files.walk(ROOT.resolve("web-module/src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Matcher name = literal.matcher(Files.readString(file));
        while (name.find()) {
          names.add(name.group(1));
        }
      }
    }
    return names;
  }

  static List<JsonNode> rules() {
    List<JsonNode> rules = new ArrayList<>();
    read(new YAMLMapper(), "config/prometheus-rules.yml")
        .path("groups")
        .forEach(group -> group.path("rules").forEach(rules::add));
    return rules;
  }

  static JsonNode dashboard() {
    return read(new ObjectMapper(), "config/grafana-dashboard.json");
  }

  static String docs() {
    return text("docs/observability.md");
  }

  static String text(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static JsonNode read(ObjectMapper mapper, String file) {
    try {
      return mapper.readTree(text(file));
    } catch (IOException invalid) {
      throw new UncheckedIOException(file, invalid);
    }
  }

  /** Names, without what Prometheus' format adds to a histogram's. */
  private static Set<String> metricsIn(String expression) {
    Set<String> names = new TreeSet<>();
    Matcher metric = METRIC.matcher(expression);
    while (metric.find()) {
      names.add(metric.group().replaceFirst("_(count|sum)$", ""));
    }
    return names;
  }
}
