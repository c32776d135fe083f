package org.dompet.readiness;

/**
 * What a check saw.
 *
 * @param evidence what it is based on, in one line and without secrets
 */
public record Verdict(State state, String evidence) {

  private static final int LONGEST = 500;

  public Verdict {
    // Some of it is other people's: it must not steer a terminal, or turn its lines around.
    String line = evidence.replaceAll("[\\p{Cntrl}\\u2028-\\u202e\\u2066-\\u2069]+", " ").strip();
    evidence = line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }

  /** How good it is. */
  public enum State {
    PASS,
    /** Works, but somebody should look at it. */
    WARN,
    /** Nobody may rely on this. */
    FAIL
  }

  public static Verdict pass(String evidence) {
    return new Verdict(State.PASS, evidence);
  }

  public static Verdict warn(String evidence) {
    return new Verdict(State.WARN, evidence);
  }

  public static Verdict fail(String evidence) {
    return new Verdict(State.FAIL, evidence);
  }

  public boolean isFail() {
    return state == State.FAIL;
  }

  /** As it counts: outside of production what belongs to production alone is a warning. */
  public Verdict where(Check.Scope scope, boolean production) {
    return isFail() && scope == Check.Scope.PRODUCTION && !production ? warn(evidence) : this;
  }
}
