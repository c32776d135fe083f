package org.dompet.batch.expiry;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.dompet.batch.run.Rounds;
import org.dompet.batch.run.Run;
import org.dompet.batch.run.RunBatchlet;
import org.dompet.onramp.Orders;

/** The step of {@code order-expiry}: ends the orders that nobody paid in time. */
@Dependent
@Named("orderExpiry")
public class OrderExpiry extends RunBatchlet {
  /** Orders in one transaction. */
  private static final int BATCH = 1_000;

  private static final int MOST_BATCHES = 100;

  @Inject private Orders orders;
  @Inject private Rounds rounds;

  @SuppressWarnings("NullAway.Init") // for the container
  public OrderExpiry() {}

  @Override
  protected void work(Run run) {
    rounds.repeat(run, BATCH, MOST_BATCHES, orders::expire);
  }
}
