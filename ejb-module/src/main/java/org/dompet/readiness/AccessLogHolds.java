package org.dompet.readiness;

import org.dompet.audit.AccessReport;
import org.dompet.audit.VerifyAccessLog;

/** What those who work here did is written down, and nobody touched the newest of it. */
final class AccessLogHolds implements Check {
  /** All of it is for {@code ./dompet audit verify}. */
  private static final int WALKED = 1_000;

  private final VerifyAccessLog log;

  AccessLogHolds(VerifyAccessLog log) {
    this.log = log;
  }

  @Override
  public String name() {
    return "access-log";
  }

  @Override
  public String proves() {
    return "The newest lines of the admin access log are a chain that nobody touched.";
  }

  @Override
  public Verdict look() {
    AccessReport report = log.verifyLast(WALKED);
    return report.intact()
        ? Verdict.pass(report.lines() + " lines walked, all intact")
        : Verdict.fail("TOUCHED: " + report.faults().get(0).detail());
  }
}
