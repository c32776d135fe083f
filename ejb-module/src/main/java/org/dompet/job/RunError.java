package org.dompet.job;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;

/** Why a run failed, for people: the deepest cause, in one line. */
final class RunError {
  private static final int LONGEST = 500;

  private RunError() {}

  static String oneLine(Throwable thrown) {
    Throwable deepest = thrown;
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    while (deepest.getCause() != null && seen.add(deepest)) {
      deepest = deepest.getCause();
    }
    String message = Objects.requireNonNullElse(deepest.getMessage(), "").strip();
    String text = message.isEmpty() ? deepest.getClass().getSimpleName() : message;
    String line =
        text.replaceAll("\\p{Cntrl}+", " ")
            // An address may carry a password: user:password@host, or password=… among its options.
            .replaceAll("//[^/\\s@]+@", "//…@")
            .replaceAll("(?i)(password|secret|token|api[-_]?key)=[^\\s&;,]+", "$1=…");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }
}
