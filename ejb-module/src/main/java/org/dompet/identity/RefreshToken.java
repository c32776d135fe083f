package org.dompet.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * A refresh token, known only by its hash. It is used once, and another of the same family takes
 * its place. Used twice, somebody has a copy: the whole session ends, which is its family.
 */
@Entity
@DynamicUpdate // the role may change some columns only
@Table(name = "refresh_token")
class RefreshToken {
  @Id private UUID id;
  private UUID family;

  @Column(name = "user_id")
  private UUID userId;

  @Column(name = "token_hash")
  private byte[] tokenHash;

  @Column(name = "issued_at")
  private Instant issuedAt;

  @Column(name = "expires_at")
  private Instant expiresAt;

  @Column(name = "used_at")
  private @Nullable Instant usedAt;

  @Column(name = "revoked_at")
  private @Nullable Instant revokedAt;

  @SuppressWarnings("NullAway.Init") // for Hibernate
  protected RefreshToken() {}

  RefreshToken(
      UUID id, UUID family, UUID userId, byte[] tokenHash, Instant issuedAt, Instant expiresAt) {
    this.id = id;
    this.family = family;
    this.userId = userId;
    this.tokenHash = tokenHash;
    this.issuedAt = issuedAt;
    this.expiresAt = expiresAt;
  }

  UUID family() {
    return family;
  }

  UUID userId() {
    return userId;
  }

  boolean isUsed() {
    return usedAt != null;
  }

  boolean isGood(Instant now) {
    return usedAt == null && revokedAt == null && now.isBefore(expiresAt);
  }

  void use(Instant now) {
    usedAt = now;
  }
}
