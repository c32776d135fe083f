package org.dompet.settlement;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.dompet.onramp.Provider;
import org.dompet.reconciliation.Discrepancy;
import org.dompet.reconciliation.Finding;
import org.dompet.reconciliation.Findings;

/**
 * Keeps what differs from a provider's word, in the transaction under way, and says once that there
 * is something. Changes nothing else.
 */
@ApplicationScoped
public class RecordDiscrepancies {
  private Findings findings;
  private Event<ProviderMismatch> mismatches;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected RecordDiscrepancies() {}

  /** Public for use outside a container. */
  @Inject
  public RecordDiscrepancies(Findings findings, Event<ProviderMismatch> mismatches) {
    this.findings = findings;
    this.mismatches = mismatches;
  }

  /**
   * Records them; once for a run, whoever does it again.
   *
   * @param comparedWith what our books were compared with, in words
   * @return how many were new
   */
  public int record(UUID runId, Provider provider, String comparedWith, List<Discrepancy> found) {
    List<Finding> added = findings.record(runId, found);
    if (!added.isEmpty()) {
      SortedMap<String, Integer> kinds = new TreeMap<>();
      added.forEach(finding -> kinds.merge(finding.discrepancy().kind(), 1, Integer::sum));
      mismatches.fire(new ProviderMismatch(provider.code(), runId, comparedWith, kinds));
    }
    return added.size();
  }
}
