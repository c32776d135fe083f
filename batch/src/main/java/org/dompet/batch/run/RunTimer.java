package org.dompet.batch.run;

import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** The one timer of all jobs on this node. What it finds to do is in the database. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class RunTimer {
  @Inject private RunThread thread;

  @SuppressWarnings("NullAway.Init") // for the container
  public RunTimer() {}

  /** Every two seconds. */
  // Said of the class, it would not be heard: Payara would commit around it, and end the timer for
  // good if the database is away then.
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
  public void tick() {
    thread.tick();
  }

  @PreDestroy
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void leave() {
    thread.leave();
  }
}
