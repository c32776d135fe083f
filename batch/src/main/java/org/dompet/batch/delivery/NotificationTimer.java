package org.dompet.batch.delivery;

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
import org.dompet.notification.DeliverNotification;

/**
 * Every 15 seconds, delivers what failed before or whose message was lost. Every node may: a
 * notification is claimed before it is delivered.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class NotificationTimer {
  private static final Logger LOG = System.getLogger(NotificationTimer.class.getName());

  private final AtomicBoolean running = new AtomicBoolean();

  @Inject private DeliverNotification deliver;

  @SuppressWarnings("NullAway.Init") // for the container
  public NotificationTimer() {}

  // Said of the class, it would not be heard: Payara would commit around it, and end the timer for
  // good if the database is away then.
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  @Schedule(hour = "*", minute = "*", second = "*/15", persistent = false)
  public void sweep() {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    try {
      int sent = deliver.sweep();
      if (sent > 0) {
        LOG.log(Level.INFO, "{0} notifications that had waited were delivered", sent);
      }
    } catch (RuntimeException failed) {
      // The database is away, most likely. Thrown, it could end the timer for good.
      LOG.log(Level.WARNING, "Notifications could not be swept: {0}", failed.getMessage());
    } finally {
      running.set(false);
    }
  }
}
