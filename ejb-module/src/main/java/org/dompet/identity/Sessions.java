package org.dompet.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.dompet.audit.AuditLog;
import org.dompet.audit.Caller;
import org.dompet.time.UuidV7;

/** Begins, continues and ends sessions. */
@ApplicationScoped
@Transactional
class Sessions {
  private AccessTokens accessTokens;
  private RefreshTokens refreshTokens;
  private Users users;
  private AuditLog audit;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected Sessions() {}

  @Inject
  Sessions(
      AccessTokens accessTokens,
      RefreshTokens refreshTokens,
      Users users,
      AuditLog audit,
      Clock clock) {
    this.accessTokens = accessTokens;
    this.refreshTokens = refreshTokens;
    this.users = users;
    this.audit = audit;
    this.clock = clock;
  }

  Session begin(User user, String how, Caller caller) {
    audit.done("session.begin", user.id().toString(), how, caller);
    return session(user, UuidV7.next(clock));
  }

  /**
   * The next session for a token that is good; nothing for any other. A token that was used before
   * revokes its family: that must be committed, so it is no exception here.
   */
  Optional<Session> next(String refreshToken) {
    RefreshToken token = refreshTokens.lock(refreshToken).orElse(null);
    if (token == null) {
      return Optional.empty();
    }
    if (token.isUsed()) {
      refreshTokens.revokeFamily(token.family());
      return Optional.empty();
    }
    if (!token.isGood(clock.instant())) {
      return Optional.empty();
    }
    token.use(clock.instant());
    return users.find(token.userId()).map(user -> session(user, token.family()));
  }

  /** Ends the token's family, if there is one. */
  void end(String refreshToken, Caller caller) {
    refreshTokens
        .lock(refreshToken)
        .ifPresent(
            token -> {
              refreshTokens.revokeFamily(token.family());
              audit.done("session.end", token.userId().toString(), null, caller);
            });
  }

  private Session session(User user, UUID family) {
    Profile profile = user.profile();
    return new Session(
        accessTokens.issue(profile),
        AccessTokens.LIFETIME,
        refreshTokens.issue(profile.id(), family),
        profile);
  }
}
