package org.dompet.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.dompet.audit.AuditLog;
import org.dompet.audit.Caller;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;

/** Gives a session that lacks it the second factor: it goes on with all roles of its owner. */
@ApplicationScoped
public class StepUp {
  private Sessions sessions;
  private SecondFactor secondFactor;
  private AuditLog audit;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected StepUp() {}

  @Inject
  StepUp(Sessions sessions, SecondFactor secondFactor, AuditLog audit, Clock clock) {
    this.sessions = sessions;
    this.secondFactor = secondFactor;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * The next session. The refresh token is used up, unless the code is not good.
   *
   * @param code of the authenticator, or a recovery code
   * @throws Refusal {@link Kind#SIGN_IN_REFUSED} for a token or a code that is not good; {@link
   *     Kind#SIGN_IN_LOCKED} after too many codes
   */
  public Session stepUp(String refreshToken, String code, Caller caller) {
    UUID owner = sessions.owner(refreshToken).orElse(null);
    if (owner != null) {
      secondFactor.require(owner, code, caller);
    }
    return sessions
        .next(refreshToken, owner == null ? null : clock.instant(), caller)
        .orElseThrow(
            () -> {
              audit.refused("session.step-up", null, "token not good", caller);
              return Refusal.of(Kind.SIGN_IN_REFUSED, "The refresh token is not good any more");
            });
  }
}
