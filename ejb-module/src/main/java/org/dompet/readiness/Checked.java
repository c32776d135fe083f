package org.dompet.readiness;

import java.util.List;

/**
 * A check by its name, and what it saw, as it counts here.
 *
 * @param millis how long it took
 */
public record Checked(String name, Verdict verdict, long millis) {

  /** The names of those that failed. */
  public static List<String> failing(List<Checked> all) {
    return all.stream().filter(checked -> checked.verdict().isFail()).map(Checked::name).toList();
  }
}
