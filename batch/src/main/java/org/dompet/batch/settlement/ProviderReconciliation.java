package org.dompet.batch.settlement;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dompet.batch.run.Run;
import org.dompet.batch.run.RunBatchlet;
import org.dompet.job.RunPart;
import org.dompet.job.RunProgress;
import org.dompet.settlement.ReconcileProvider;
import org.dompet.statement.ReconcileStatements;
import org.jspecify.annotations.Nullable;

/**
 * The step of {@code provider-reconciliation}. Statements first: they need nobody outside. Then one
 * provider after the other; one that is down keeps nobody from asking the next, and fails the run
 * at its end. A run that was asked for because of a statement asks no provider.
 */
@Dependent
@Named("providerReconciliation")
public class ProviderReconciliation extends RunBatchlet {
  @Inject private ReconcileStatements statements;
  @Inject private ReconcileProvider providers;
  @Inject private RunProgress progress;

  @SuppressWarnings("NullAway.Init") // for the container
  public ProviderReconciliation() {}

  @Override
  protected void work(Run run) {
    matchStatements(run);
    if (!run.parameters().containsKey("statement")) {
      compareWithProviders(run);
      // Uploaded meanwhile: while this run was open, no other one could be asked for.
      matchStatements(run);
    }
  }

  private void matchStatements(Run run) {
    Optional<UUID> next = statements.next();
    while (next.isPresent() && !run.isStopping()) {
      statements.reconcile(run.id(), next.get());
      next = statements.next();
    }
  }

  private void compareWithProviders(Run run) {
    List<RunPart> parts = providers.plan();
    if (parts.isEmpty()) {
      return;
    }
    RunProgress.Window window = progress.window(run.id(), providers.window());
    @Nullable RuntimeException failure = null;
    for (RunPart part : progress.plan(run.id(), () -> parts)) {
      if (part.done() || run.isStopping()) {
        continue;
      }
      try {
        providers.reconcile(run.id(), part, window, run::isStopping);
      } catch (RuntimeException failed) {
        if (failure == null) {
          failure = failed;
        } else {
          failure.addSuppressed(failed);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
