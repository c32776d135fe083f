package org.dompet.batch.reconciliation;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;
import org.dompet.batch.run.PartPlan;
import org.dompet.batch.run.Run;
import org.dompet.job.RunPart;
import org.dompet.reconciliation.ReconcileWallets;
import org.jspecify.annotations.Nullable;

/** Cuts the books, or what belongs to the wallet that the run is asked about, into parts. */
@Dependent
@Named("walletParts")
public class WalletParts extends PartPlan {
  @Inject private ReconcileWallets reconcile;

  @SuppressWarnings("NullAway.Init") // for the container
  public WalletParts() {}

  @Override
  protected List<RunPart> plan(Run run) {
    @Nullable String wallet = run.parameters().get("walletId");
    return wallet == null ? reconcile.plan() : reconcile.plan(UUID.fromString(wallet));
  }
}
