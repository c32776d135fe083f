package org.dompet.batch.reconciliation;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.dompet.batch.run.PartBatchlet;
import org.dompet.batch.run.Run;
import org.dompet.job.RunPart;
import org.dompet.reconciliation.ProveBooks;

/** Proves one part, look by look; between two of them the run can be stopped. */
@Dependent
@Named("walletProof")
public class WalletProof extends PartBatchlet {
  @Inject private ProveBooks proveBooks;

  @SuppressWarnings("NullAway.Init") // for the container
  public WalletProof() {}

  @Override
  protected void work(Run run, RunPart part) {
    RunPart at = part;
    while (!at.done() && !run.isStopping()) {
      at = proveBooks.prove(run.id(), at);
    }
  }
}
