package org.dompet.web.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Of what, and when, this archive was built.
 *
 * @param commit of the sources; unknown if they were no repository
 * @param builtAt the time of that commit: the same sources make the same archive
 */
record Build(String version, String commit, String builtAt) {
  private static final String UNKNOWN = "unknown";

  static Build packaged() {
    Properties facts = new Properties();
    try (InputStream file = Build.class.getResourceAsStream("/META-INF/dompet-build.properties")) {
      if (file != null) {
        facts.load(file);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return new Build(fact(facts, "version"), fact(facts, "commit"), fact(facts, "built"));
  }

  private static String fact(Properties facts, String name) {
    String value = facts.getProperty(name, "");
    return value.isBlank() || value.startsWith("$") ? UNKNOWN : value;
  }
}
