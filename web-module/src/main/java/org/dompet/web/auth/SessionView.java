package org.dompet.web.auth;

import java.time.Instant;
import java.util.UUID;
import org.dompet.identity.SessionRow;
import org.jspecify.annotations.Nullable;

/** A session that is open. */
record SessionView(
    UUID id,
    String how,
    Instant begunAt,
    Instant lastSeenAt,
    Instant expiresAt,
    @Nullable String address,
    @Nullable String userAgent,
    boolean secondFactor,
    boolean current) {

  static SessionView of(SessionRow session, @Nullable UUID current) {
    return new SessionView(
        session.id(),
        session.how(),
        session.begunAt(),
        session.lastSeenAt(),
        session.expiresAt(),
        session.address(),
        session.userAgent(),
        session.secondFactorAt() != null,
        session.id().equals(current));
  }
}
