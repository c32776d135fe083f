package org.dompet.batch.expiry;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dompet.onramp.Orders;

/**
 * Every minute, ends the orders that nobody paid in time. Every node may try, as with {@link
 * HoldExpiryTimer}.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class OrderExpiryTimer {
  private static final Logger LOG = System.getLogger(OrderExpiryTimer.class.getName());

  /** Orders ended in one transaction. */
  private static final int BATCH = 1_000;

  /** Transactions in one run: what is left waits a minute. */
  private static final int MOST_BATCHES = 100;

  private final AtomicBoolean running = new AtomicBoolean();

  @Inject private Orders orders;

  @SuppressWarnings("NullAway.Init") // for the container
  public OrderExpiryTimer() {}

  // Said of the class, it would not be heard: Payara would commit around it, and end the timer for
  // good if the database is away then.
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  @Schedule(hour = "*", minute = "*", second = "37", persistent = false)
  public void expire() {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    try {
      int ended = 0;
      for (int batch = 0; batch < MOST_BATCHES; batch++) {
        int now = orders.expire(BATCH);
        ended += now;
        if (now < BATCH) {
          break;
        }
      }
      if (ended > 0) {
        LOG.log(Level.INFO, "{0} top-up orders expired unpaid", ended);
      }
    } catch (RuntimeException failed) {
      // The database is away, most likely. Thrown, it could end the timer for good.
      LOG.log(Level.WARNING, "Orders could not be expired now: {0}", failed.getMessage());
    } finally {
      running.set(false);
    }
  }
}
