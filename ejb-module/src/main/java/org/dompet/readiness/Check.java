package org.dompet.readiness;

/**
 * One thing that must hold before anybody relies on an installation. It looks and changes nothing.
 */
public interface Check {
  /** Its name everywhere: small letters and hyphens; a heading of {@code docs/readiness.md}. */
  String name();

  /** What holds when it passes, in one sentence. */
  String proves();

  /** Where it counts. */
  default Scope scope() {
    return Scope.EVERYWHERE;
  }

  /**
   * Looks, now.
   *
   * @throws RuntimeException if it cannot be seen, which is as bad as a failure
   */
  Verdict look();

  /** Looks; what cannot be seen has failed. */
  default Verdict lookSafely() {
    try {
      return look();
    } catch (RuntimeException unseen) {
      return Verdict.fail("cannot be seen: " + Reason.of(unseen));
    }
  }

  /** Where a check counts. */
  enum Scope {
    EVERYWHERE,
    /** Its failure is a warning in development and in the demo. */
    PRODUCTION
  }
}
