package org.dompet.configuration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Names that look like settings and are none: mostly typing errors, which nothing else shows. */
final class UnknownNames {
  private static final String KEYS = "dompet.";
  private static final String VARIABLES = "DOMPET_";

  /** What the command and its tests tell their own processes. */
  private static final List<String> OWN =
      List.of("dompet.home", "dompet.terminals", "dompet.agent", "dompet.command", "dompet.it.");

  private UnknownNames() {}

  /**
   * Warns of them.
   *
   * @param names of all system properties and environment variables
   */
  static List<Problem> among(Collection<String> names, Catalogue catalogue) {
    Map<String, String> known = new LinkedHashMap<>();
    for (Setting setting : catalogue.settings()) {
      Stream.of(setting.key(), setting.fileKey(), setting.rotatedAtKey())
          .filter(key -> key.equals(setting.key()) || setting.isSecret())
          .forEach(
              key -> {
                known.put(key, key);
                known.put(Setting.variable(key), key);
              });
    }
    List<Problem> warnings = new ArrayList<>();
    for (String name : new TreeSet<>(names)) {
      if ((name.startsWith(KEYS) || name.startsWith(VARIABLES))
          && !known.containsKey(name)
          && OWN.stream().noneMatch(name::startsWith)) {
        warnings.add(
            new Problem(
                name,
                nearest(name, known.keySet())
                    .map(near -> "is no setting: is " + near + " meant?")
                    .orElse("is no setting")));
      }
    }
    return warnings;
  }

  private static Optional<String> nearest(String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(other -> distance(name, other)))
        .filter(other -> distance(name, other) <= (name.length() - KEYS.length()) / 3);
  }

  /** How many letters to insert, delete or change (Levenshtein). */
  static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
