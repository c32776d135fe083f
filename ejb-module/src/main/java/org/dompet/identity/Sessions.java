package org.dompet.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.dompet.audit.AuditLog;
import org.dompet.audit.Caller;
import org.dompet.identity.SessionRows.End;
import org.dompet.time.UuidV7;
import org.jspecify.annotations.Nullable;

/** Begins, continues and ends sessions. */
@ApplicationScoped
@Transactional
class Sessions {
  private AccessTokens accessTokens;
  private RefreshTokens refreshTokens;
  private SessionRows rows;
  private SecondFactor secondFactor;
  private Users users;
  private AuditLog audit;
  private Event<SessionsEnded> ended;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected Sessions() {}

  @Inject
  Sessions(
      AccessTokens accessTokens,
      RefreshTokens refreshTokens,
      SessionRows rows,
      SecondFactor secondFactor,
      Users users,
      AuditLog audit,
      Event<SessionsEnded> ended,
      Clock clock) {
    this.accessTokens = accessTokens;
    this.refreshTokens = refreshTokens;
    this.rows = rows;
    this.secondFactor = secondFactor;
    this.users = users;
    this.audit = audit;
    this.ended = ended;
    this.clock = clock;
  }

  /**
   * Begins one.
   *
   * @param passedAt when a code was given; null: none was
   */
  Session begin(User user, String how, @Nullable Instant passedAt, Caller caller) {
    UUID id = UuidV7.next(clock);
    rows.begin(id, user.id(), how, passedAt, caller);
    audit.done("session.begin", user.id().toString(), how, caller);
    return session(user, id, passedAt);
  }

  /**
   * The next session for a token that is good; nothing for any other. A token that was used before
   * ends its session: that must be committed, so it is no exception here.
   *
   * @param passedAt when a code was given with it; null: none was, now
   */
  Optional<Session> next(String refreshToken, @Nullable Instant passedAt, Caller caller) {
    RefreshToken token = refreshTokens.lock(refreshToken).orElse(null);
    if (token == null) {
      return Optional.empty();
    }
    if (token.isUsed()) {
      end(token, End.TOKEN_REUSED);
      return Optional.empty();
    }
    if (!token.isGood(clock.instant())) {
      return Optional.empty();
    }
    SessionRow row = rows.continued(token.family(), passedAt, caller).orElse(null);
    if (row == null) {
      return Optional.empty();
    }
    token.use(clock.instant());
    return users.find(token.userId()).map(user -> session(user, row.id(), row.secondFactorAt()));
  }

  /** Whose token this is, if it is good now; it is not used up. */
  Optional<UUID> owner(String refreshToken) {
    return refreshTokens
        .lock(refreshToken)
        .filter(token -> token.isGood(clock.instant()))
        .map(RefreshToken::userId);
  }

  /** Ends the token's session, if there is one. */
  void end(String refreshToken, Caller caller) {
    refreshTokens
        .lock(refreshToken)
        .filter(token -> end(token, End.SIGNED_OUT))
        .ifPresent(token -> audit.done("session.end", token.userId().toString(), null, caller));
  }

  private boolean end(RefreshToken token, End reason) {
    boolean wasOpen = rows.end(token.userId(), token.family(), reason);
    if (wasOpen) {
      ended.fire(new SessionsEnded(token.userId()));
    }
    return wasOpen;
  }

  private Session session(User user, UUID id, @Nullable Instant passedAt) {
    Profile all = user.profile();
    Standing standing = secondFactor.standing(all.id(), all.roles(), passedAt);
    Profile profile = all.with(standing.roles(all.roles()));
    return new Session(
        accessTokens.issue(profile, id),
        AccessTokens.LIFETIME,
        refreshTokens.issue(profile.id(), id),
        profile,
        standing);
  }
}
