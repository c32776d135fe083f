package org.dompet.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.dompet.audit.AuditLog;
import org.dompet.audit.Caller;
import org.dompet.identity.SessionRows.End;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** Somebody's open sessions: listed, and ended by themselves or by an administrator. */
@ApplicationScoped
public class UserSessions {
  private SessionRows rows;
  private AuditLog audit;
  private Event<SessionsEnded> ended;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected UserSessions() {}

  @Inject
  UserSessions(SessionRows rows, AuditLog audit, Event<SessionsEnded> ended) {
    this.rows = rows;
    this.audit = audit;
    this.ended = ended;
  }

  /** Those that are open, at most 200, the one seen last first. */
  public List<SessionRow> of(UUID userId) {
    return rows.open(userId);
  }

  /**
   * Ends a session: its tokens are good no more, within seconds on every node.
   *
   * @param by who ends it: its owner, or an administrator
   * @throws Refusal {@link Kind#NOT_FOUND} if the user has no such session open
   */
  @Transactional
  public void end(UUID userId, UUID session, UUID by, Caller caller) {
    if (!rows.end(userId, session, reason(userId, by))) {
      throw Refusal.of(Kind.NOT_FOUND, "There is no such session");
    }
    audit.done("session.revoke", by.toString(), "session:" + session, caller);
    ended.fire(new SessionsEnded(userId));
  }

  /**
   * Ends all sessions.
   *
   * @param but the one that goes on; null: none does
   * @return how many there were
   */
  @Transactional
  public int endAll(UUID userId, @Nullable UUID but, UUID by, Caller caller) {
    int count = rows.endAll(userId, but, reason(userId, by));
    audit.done("session.revoke-all", by.toString(), "user:" + userId, caller);
    ended.fire(new SessionsEnded(userId));
    return count;
  }

  private static End reason(UUID userId, UUID by) {
    return userId.equals(by) ? End.REVOKED : End.REVOKED_BY_STAFF;
  }
}
