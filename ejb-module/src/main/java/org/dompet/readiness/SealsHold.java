package org.dompet.readiness;

import java.util.concurrent.atomic.AtomicLong;
import org.dompet.job.Job;
import org.dompet.seal.Seal;
import org.dompet.seal.SealReport;
import org.dompet.seal.VerifySeals;

/** History is sealed, and the newest seals hold what they sealed. */
final class SealsHold implements Check {
  /** All of them may take hours: {@code ./dompet ledger verify} walks them. */
  private static final int WALKED = 5;

  private final VerifySeals seals;
  private final JobWentWell jobs;

  SealsHold(VerifySeals seals, JobWentWell jobs) {
    this.seals = seals;
    this.jobs = jobs;
  }

  @Override
  public String name() {
    return "seals";
  }

  @Override
  public String proves() {
    return "The ledger was sealed within the last hour, and its newest seals are intact.";
  }

  @Override
  public Scope scope() {
    return Scope.PRODUCTION;
  }

  @Override
  public Verdict look() {
    long last = seals.head().map(Seal::number).orElse(0L);
    AtomicLong walked = new AtomicLong();
    SealReport report =
        seals.verify(Math.max(1, last - WALKED + 1), number -> walked.incrementAndGet());
    if (!report.intact()) {
      return Verdict.fail("TOUCHED: " + report.faults().get(0).detail());
    }
    Verdict sealed = jobs.of(Job.LEDGER_SEAL);
    return sealed.isFail()
        ? sealed
        : Verdict.pass(walked + " of " + last + " seals walked, all intact; " + sealed.evidence());
  }
}
