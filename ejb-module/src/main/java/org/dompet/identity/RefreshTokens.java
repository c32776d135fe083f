package org.dompet.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.dompet.time.UuidV7;

/** All refresh tokens. The tokens themselves are 256 random bits, and stored nowhere. */
@ApplicationScoped
class RefreshTokens {
  /** How long a token waits to be used. */
  static final Duration LIFETIME = Duration.ofDays(30);

  private static final SecureRandom RANDOM = new SecureRandom();

  @PersistenceContext private EntityManager entities;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected RefreshTokens() {}

  @Inject
  RefreshTokens(Clock clock) {
    this.clock = clock;
  }

  /** A new token, the first of its family or the next. */
  String issue(UUID userId, UUID family) {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    entities.persist(
        new RefreshToken(
            UuidV7.next(clock),
            family,
            userId,
            hash(token),
            clock.instant(),
            clock.instant().plus(LIFETIME)));
    return token;
  }

  /** Found and locked: of two requests with the same token, the second sees it used. */
  Optional<RefreshToken> lock(String token) {
    return entities
        .createQuery("select t from RefreshToken t where t.tokenHash = ?1", RefreshToken.class)
        .setParameter(1, hash(token))
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst();
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
