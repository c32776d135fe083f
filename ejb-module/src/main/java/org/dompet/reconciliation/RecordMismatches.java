package org.dompet.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.UUID;

/** Keeps what {@code wallet-reconciliation} found, and says so to whoever calls people. */
@ApplicationScoped
public class RecordMismatches {
  private static final Logger LOG = System.getLogger(RecordMismatches.class.getName());

  /** Of what one look found: who gets a hundred messages has understood. */
  private static final int MOST_TOLD = 100;

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
   * Keeps them in the transaction under way, or else in its own, and tells of the first {@value
   * #MOST_TOLD}.
   *
   * @return how many are new: what the run found before is not told twice
   */
  @Transactional
  public int record(UUID runId, List<Discrepancy> found) {
    List<Finding> added = findings.record(runId, found);
    added.stream()
        .limit(MOST_TOLD)
        .forEach(finding -> mismatches.fire(new BalanceMismatch(finding)));
    if (added.size() > MOST_TOLD) {
      LOG.log(
          Level.ERROR,
          "Run {0} found {1} discrepancies at once; all are recorded, and {2} told",
          runId,
          added.size(),
          MOST_TOLD);
    }
    return added.size();
  }
}
