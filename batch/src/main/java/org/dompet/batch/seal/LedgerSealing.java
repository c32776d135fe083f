package org.dompet.batch.seal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.dompet.batch.run.Run;
import org.dompet.batch.run.RunBatchlet;
import org.dompet.seal.Seal;
import org.dompet.seal.VerifySeals;

/**
 * The step of {@code ledger-seal}: looks at the last seals, so that none is chained to a touched
 * one unnoticed; then adds seal after seal, each in a transaction with its progress. All seals are
 * the command's to walk.
 */
@Dependent
@Named("ledgerSealing")
public class LedgerSealing extends RunBatchlet {
  /** Half a second of work, whatever the books hold. */
  private static final long SEALS_TO_VERIFY = 3;

  @Inject private VerifySeals verifySeals;
  @Inject private SealRound round;

  @SuppressWarnings("NullAway.Init") // for the container
  public LedgerSealing() {}

  @Override
  protected void work(Run run) {
    long last = verifySeals.head().map(Seal::number).orElse(0L);
    if (last > 0) {
      round.keep(run.id(), verifySeals.verify(last - SEALS_TO_VERIFY + 1, seal -> {}));
    }
    boolean more = true;
    while (more && !run.isStopping()) {
      more = round.sealLate(run.id());
    }
    more = true;
    while (more && !run.isStopping()) {
      more = round.sealNext(run.id());
    }
  }
}
