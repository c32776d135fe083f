package org.dompet.batch.spike;

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
import org.dompet.alert.EvaluateCreditSpikes;

/**
 * Every minute, looks for credit spikes. Every node may: a spike that another one has seen is not
 * counted twice.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class CreditSpikeTimer {
  private static final Logger LOG = System.getLogger(CreditSpikeTimer.class.getName());

  private final AtomicBoolean running = new AtomicBoolean();

  @Inject private EvaluateCreditSpikes evaluate;

  @SuppressWarnings("NullAway.Init") // for the container
  public CreditSpikeTimer() {}

  // Said of the class, it would not be heard: Payara would commit around it, and end the timer for
  // good if the database is away then.
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  @Schedule(hour = "*", minute = "*", second = "23", persistent = false)
  public void look() {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    try {
      evaluate.evaluate();
    } catch (RuntimeException failed) {
      // The database is away, most likely. Thrown, it could end the timer for good.
      LOG.log(Level.WARNING, "Credit spikes could not be looked for: {0}", failed.getMessage());
    } finally {
      running.set(false);
    }
  }
}
