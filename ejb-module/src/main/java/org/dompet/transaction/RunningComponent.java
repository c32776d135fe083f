package org.dompet.transaction;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Whatever the container runs on this thread: a servlet, a message-driven bean, a timer. */
@ApplicationScoped
class RunningComponent {
  @Resource(lookup = "java:appserver/TransactionManager")
  private TransactionManager manager;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private TransactionSynchronizationRegistry registry;

  @SuppressWarnings("NullAway.Init") // for the container
  RunningComponent() {}

  /** From here on, its connections take part in the thread's transaction. */
  void learnOfTransaction() throws SystemException, InvalidTransactionException {
    if (registry.getResource(RunningComponent.class) == null) {
      registry.putResource(RunningComponent.class, true);
      // Payara tells whoever runs of a transaction that is resumed, unlike of one that begins.
      manager.resume(manager.suspend());
    }
  }

  /** Its next connections are not given to a transaction that has ended. */
  void forgetEndedTransaction() throws SystemException {
    if (manager.getStatus() == Status.STATUS_NO_TRANSACTION) {
      manager.suspend();
    }
  }
}
