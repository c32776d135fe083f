package org.dompet.readiness;

import org.dompet.job.Job;

/** Somebody looked at all books not long ago. */
final class BooksAreReconciled implements Check {
  private final JobWentWell jobs;

  BooksAreReconciled(JobWentWell jobs) {
    this.jobs = jobs;
  }

  @Override
  public String name() {
    return "reconciliation";
  }

  @Override
  public String proves() {
    return "The books were reconciled within the last four turns of the job, or the last hour.";
  }

  @Override
  public Scope scope() {
    return Scope.PRODUCTION;
  }

  @Override
  public Verdict look() {
    return jobs.of(Job.WALLET_RECONCILIATION);
  }
}
