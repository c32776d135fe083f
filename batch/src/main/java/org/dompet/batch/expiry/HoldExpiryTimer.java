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
import org.dompet.ledger.Holds;

/**
 * Every minute, ends the holds whose time is over. Every node may try: a hold's row is locked while
 * it is ended, and one that another node works on is passed over.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class HoldExpiryTimer {
  private static final Logger LOG = System.getLogger(HoldExpiryTimer.class.getName());

  /** Holds ended in one transaction. */
  private static final int BATCH = 500;

  /** Transactions in one run: what is left waits a minute. */
  private static final int MOST_BATCHES = 200;

  private final AtomicBoolean running = new AtomicBoolean();

  @Inject private Holds holds;

  @SuppressWarnings("NullAway.Init") // for the container
  public HoldExpiryTimer() {}

  // Said of the class, it would not be heard: Payara would commit around it, and end the timer for
  // good if the database is away then.
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  @Schedule(hour = "*", minute = "*", second = "7", persistent = false)
  public void expire() {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    try {
      int ended = 0;
      for (int batch = 0; batch < MOST_BATCHES; batch++) {
        int now = holds.expire(BATCH);
        ended += now;
        if (now < BATCH) {
          break;
        }
      }
      if (ended > 0) {
        LOG.log(Level.INFO, "{0} holds expired and were given back", ended);
      }
    } catch (RuntimeException failed) {
      // The database is away, most likely. Thrown, it could end the timer for good.
      LOG.log(Level.WARNING, "Holds could not be expired now: {0}", failed.getMessage());
    } finally {
      running.set(false);
    }
  }
}
