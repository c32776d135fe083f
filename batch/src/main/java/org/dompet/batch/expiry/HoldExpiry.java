package org.dompet.batch.expiry;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.dompet.batch.run.Rounds;
import org.dompet.batch.run.Run;
import org.dompet.batch.run.RunBatchlet;
import org.dompet.ledger.Holds;

/**
 * The step of {@code hold-expiry}: ends the holds whose time is over. One that somebody works on is
 * passed over, and left to the next run.
 */
@Dependent
@Named("holdExpiry")
public class HoldExpiry extends RunBatchlet {
  /** Holds in one transaction. */
  private static final int BATCH = 500;

  private static final int MOST_BATCHES = 200;

  @Inject private Holds holds;
  @Inject private Rounds rounds;

  @SuppressWarnings("NullAway.Init") // for the container
  public HoldExpiry() {}

  @Override
  protected void work(Run run) {
    rounds.repeat(run, BATCH, MOST_BATCHES, holds::expire);
  }
}
