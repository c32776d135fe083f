package org.dompet.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Objects;
import org.dompet.time.UuidV7;
import org.jspecify.annotations.Nullable;

/**
 * Adds to the audit log; the row is what counts. The log of the application has a line as well,
 * under the name {@code org.dompet.AUDIT}, for whoever collects lines elsewhere.
 */
@ApplicationScoped
public class AuditLog {
  private static final Logger LINES = System.getLogger("org.dompet.AUDIT");

  @PersistenceContext private EntityManager entities;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected AuditLog() {}

  @Inject
  AuditLog(Clock clock) {
    this.clock = clock;
  }

  /**
   * Notes what was done, in the transaction that does it.
   *
   * @param action what, such as {@code session.begin}
   * @param actor a user's id
   * @param target what it was done to
   */
  @Transactional
  public void done(String action, String actor, @Nullable String target, Caller caller) {
    add("DONE", action, actor, target, null, caller);
  }

  /**
   * Notes what was refused. It stays, though the refused transaction is rolled back.
   *
   * @param reason why, in a word or two; never what was sent
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void refused(String action, @Nullable String actor, String reason, Caller caller) {
    add("REFUSED", action, actor, null, reason, caller);
  }

  private void add(
      String outcome,
      String action,
      @Nullable String actor,
      @Nullable String target,
      @Nullable String reason,
      Caller caller) {
    entities.persist(
        new AuditRecord(
            UuidV7.next(clock), clock.instant(), action, outcome, actor, target, reason, caller));
    LINES.log(
        Level.INFO,
        "{0} {1} by {2}, target {3}, reason {4}, from {5}",
        action,
        outcome,
        Objects.requireNonNullElse(actor, "nobody known"),
        Objects.requireNonNullElse(target, "none"),
        Objects.requireNonNullElse(reason, "none"),
        caller.address());
  }
}
