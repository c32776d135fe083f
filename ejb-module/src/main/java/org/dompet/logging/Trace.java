package org.dompet.logging;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The lines of an exception, its causes and what was suppressed; bounded. */
final class Trace {
  private static final int MOST_FRAMES = 60;
  private static final int MOST_EXCEPTIONS = 12;

  private final List<String> lines = new ArrayList<>();
  private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final UnaryOperator<String> clean;

  private Trace(UnaryOperator<String> clean) {
    this.clean = clean;
  }

  /**
   * The lines.
   *
   * @param clean for what an exception says
   */
  static List<String> of(Throwable thrown, UnaryOperator<String> clean) {
    Trace trace = new Trace(clean);
    trace.add("", thrown);
    return trace.lines;
  }

  private void add(String role, Throwable thrown) {
    if (seen.size() >= MOST_EXCEPTIONS || !seen.add(thrown)) {
      return;
    }
    lines.add(role + clean.apply(said(thrown)));
    StackTraceElement[] frames = thrown.getStackTrace();
    for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
      lines.add("  at " + frames[i]);
    }
    if (frames.length > MOST_FRAMES) {
      lines.add("  … " + (frames.length - MOST_FRAMES) + " more");
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      add("Suppressed: ", suppressed);
    }
    if (thrown.getCause() != null) {
      add("Caused by: ", thrown.getCause());
    }
  }

  private static String said(Throwable thrown) {
    try {
      return thrown.toString();
    } catch (RuntimeException cannotSay) {
      return thrown.getClass().getName();
    }
  }
}
