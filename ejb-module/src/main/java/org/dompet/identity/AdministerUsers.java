package org.dompet.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.dompet.audit.AuditLog;
import org.dompet.audit.Caller;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;

/** What administrators do with people's roles and locks. Nobody does it to themselves. */
@ApplicationScoped
public class AdministerUsers {
  private Staff staff;
  private SignInAttempts attempts;
  private AuditLog audit;
  private Event<SessionsEnded> ended;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected AdministerUsers() {}

  @Inject
  AdministerUsers(
      Staff staff, SignInAttempts attempts, AuditLog audit, Event<SessionsEnded> ended) {
    this.staff = staff;
    this.attempts = attempts;
    this.audit = audit;
    this.ended = ended;
  }

  /**
   * Gives a role. It comes with the next sign-in or refresh; having it already changes nothing.
   *
   * @throws Refusal {@link Kind#NOT_FOUND}; {@link Kind#FORBIDDEN} to oneself
   */
  @Transactional
  public Staff.Entry grant(UUID id, Role role, UUID by, Caller caller) {
    requireAnother(id, by);
    if (staff.grant(id, role)) {
      audit.done("role.grant", by.toString(), "user:" + id + " " + role, caller);
    }
    return find(id);
  }

  /**
   * Takes a role, and ends all sessions of whoever had it.
   *
   * @throws Refusal {@link Kind#NOT_FOUND}; {@link Kind#FORBIDDEN} to oneself; {@link
   *     Kind#INVALID_REQUEST} for the role that everybody has
   */
  @Transactional
  public Staff.Entry revoke(UUID id, Role role, UUID by, Caller caller) {
    requireAnother(id, by);
    if (staff.revoke(id, role)) {
      audit.done("role.revoke", by.toString(), "user:" + id + " " + role, caller);
      ended.fire(new SessionsEnded(id));
    }
    return find(id);
  }

  /**
   * Lets somebody try again at once who is locked out by failures.
   *
   * @throws Refusal {@link Kind#NOT_FOUND}
   */
  @Transactional
  public Staff.Entry unlock(UUID id, UUID by, Caller caller) {
    Staff.Entry entry = find(id);
    attempts.forget(id, entry.profile().email());
    audit.done("user.unlock", by.toString(), "user:" + id, caller);
    return entry;
  }

  private Staff.Entry find(UUID id) {
    return staff
        .find(id)
        .orElseThrow(() -> Refusal.of(Kind.NOT_FOUND, "There is nobody with that id"));
  }

  private static void requireAnother(UUID id, UUID by) {
    if (id.equals(by)) {
      throw Refusal.of(Kind.FORBIDDEN, "Nobody changes their own roles: ask another administrator");
    }
  }
}
