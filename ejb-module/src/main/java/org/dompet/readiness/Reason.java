package org.dompet.readiness;

import org.jspecify.annotations.Nullable;

/** What an exception says, in one line. */
final class Reason {
  private static final int LONGEST = 200;

  private Reason() {}

  /** The deepest cause's words. */
  static String of(Throwable problem) {
    Throwable deepest = problem;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    @Nullable String message = deepest.getMessage();
    String text = message == null ? deepest.getClass().getSimpleName() : message;
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
  }
}
