package org.dompet.batch.seal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.dompet.batch.run.Run;
import org.dompet.batch.run.RunBatchlet;

/** The step of {@code ledger-seal}: seal after seal, each in a transaction with its progress. */
@Dependent
@Named("ledgerSealing")
public class LedgerSealing extends RunBatchlet {
  @Inject private SealRound round;

  @SuppressWarnings("NullAway.Init") // for the container
  public LedgerSealing() {}

  @Override
  protected void work(Run run) {
    boolean more = true;
    while (more && !run.isStopping()) {
      more = round.seal(run.id());
    }
  }
}
