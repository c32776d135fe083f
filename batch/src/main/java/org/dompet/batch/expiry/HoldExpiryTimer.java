package org.dompet.batch.expiry;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.dompet.ledger.Holds;

/**
 * Every minute, ends the holds whose time is over. Every node may try: a hold's row is locked while
 * it is ended, and one that another node works on is passed over.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class HoldExpiryTimer {
  private final Expiry expiry = new Expiry("holds", 500, 200);

  @Inject private Holds holds;

  @SuppressWarnings("NullAway.Init") // for the container
  public HoldExpiryTimer() {}

  // Said of the class, it would not be heard: Payara would commit around it, and end the timer for
  // good if the database is away then.
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  @Schedule(hour = "*", minute = "*", second = "7", persistent = false)
  public void expire() {
    expiry.run(holds::expire);
  }
}
