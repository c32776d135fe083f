package org.dompet.batch.expiry;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.dompet.onramp.Orders;

/**
 * Every minute, ends the orders that nobody paid in time. Every node may try, as with {@link
 * HoldExpiryTimer}.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class OrderExpiryTimer {
  private final Expiry expiry = new Expiry("top-up orders", 1_000, 100);

  @Inject private Orders orders;

  @SuppressWarnings("NullAway.Init") // for the container
  public OrderExpiryTimer() {}

  // Said of the class, it would not be heard: Payara would commit around it, and end the timer for
  // good if the database is away then.
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  @Schedule(hour = "*", minute = "*", second = "37", persistent = false)
  public void expire() {
    expiry.run(orders::expire);
  }
}
