package org.dompet.batch.seal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.dompet.job.RunProgress;
import org.dompet.seal.Seal;
import org.dompet.seal.SealLedger;

/** One transaction of a run. */
@ApplicationScoped
public class SealRound {
  @Inject private SealLedger sealLedger;
  @Inject private RunProgress progress;

  @SuppressWarnings("NullAway.Init") // for the container
  protected SealRound() {}

  /** Adds a seal; false if there was nothing to seal. */
  @Transactional
  public boolean seal(UUID run) {
    Optional<Seal> seal = sealLedger.sealNext(SealLedger.MOST_ENTRIES);
    seal.ifPresent(made -> progress.add(run, made.entries(), made.entries(), 0));
    return seal.isPresent();
  }
}
