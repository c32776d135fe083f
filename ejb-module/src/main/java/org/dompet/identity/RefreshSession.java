package org.dompet.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.dompet.audit.AuditLog;
import org.dompet.audit.Caller;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;

/** Exchanges a refresh token for the next session, or ends the session. */
@ApplicationScoped
public class RefreshSession {
  private Sessions sessions;
  private AuditLog audit;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected RefreshSession() {}

  @Inject
  RefreshSession(Sessions sessions, AuditLog audit) {
    this.sessions = sessions;
    this.audit = audit;
  }

  /**
   * The next session. The old token is used up.
   *
   * @throws Refusal {@link Kind#SIGN_IN_REFUSED} for a token that is unknown, used, revoked or
   *     expired
   */
  public Session refresh(String refreshToken, Caller caller) {
    return sessions
        .next(refreshToken, null, caller)
        .orElseThrow(
            () -> {
              audit.refused("session.refresh", null, "token not good", caller);
              return Refusal.of(Kind.SIGN_IN_REFUSED, "The refresh token is not good any more");
            });
  }

  /** Ends the session; a token that ends nothing is fine too. */
  public void end(String refreshToken, Caller caller) {
    sessions.end(refreshToken, caller);
  }
}
