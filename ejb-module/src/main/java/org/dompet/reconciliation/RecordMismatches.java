package org.dompet.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** Keeps what {@code wallet-reconciliation} found, and says so to whoever calls people. */
@ApplicationScoped
public class RecordMismatches {
  private Findings findings;
  private Event<BalanceMismatch> mismatches;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected RecordMismatches() {}

  @Inject
  RecordMismatches(Findings findings, Event<BalanceMismatch> mismatches) {
    this.findings = findings;
    this.mismatches = mismatches;
  }

  /**
   * Keeps them in the transaction under way, or else in its own.
   *
   * @return how many are new: what the run found before is not told twice
   */
  @Transactional
  public int record(UUID runId, List<Discrepancy> found) {
    List<Finding> added = findings.record(runId, found);
    added.forEach(finding -> mismatches.fire(new BalanceMismatch(finding)));
    return added.size();
  }
}
