package org.dompet.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.dompet.job.RunPart;
import org.dompet.job.RunProgress;

/**
 * One look at a part of the books, on behalf of a run: what it found, and how far it is, are
 * committed together or not at all. Whoever goes on with the run looks again at what was not.
 */
@ApplicationScoped
public class ProveBooks {
  private ReconcileWallets reconcile;
  private RecordMismatches mismatches;
  private RunProgress progress;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected ProveBooks() {}

  @Inject
  ProveBooks(ReconcileWallets reconcile, RecordMismatches mismatches, RunProgress progress) {
    this.reconcile = reconcile;
    this.mismatches = mismatches;
    this.progress = progress;
  }

  /**
   * Looks once, in a transaction of its own.
   *
   * @return the part as it is now
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public RunPart prove(UUID run, RunPart part) {
    Proof proof = reconcile.prove(part);
    int added = mismatches.record(run, proof.found());
    progress.add(run, proof.checked(), proof.rowsRead(), added);
    progress.advance(run, part.part(), proof.position(), proof.done());
    return new RunPart(
        part.part(), part.work(), part.lower(), part.upper(), proof.position(), proof.done());
  }
}
