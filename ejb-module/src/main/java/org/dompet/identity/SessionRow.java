package org.dompet.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session as its owner sees it.
 *
 * @param id the claim {@code sid} of its access tokens
 * @param how it began: {@code telegram}, {@code email}, {@code registration}
 * @param address where it was seen last
 * @param secondFactorAt when a code was given in it; null: never
 */
public record SessionRow(
    UUID id,
    String how,
    Instant begunAt,
    Instant lastSeenAt,
    Instant expiresAt,
    @Nullable String address,
    @Nullable String userAgent,
    @Nullable Instant secondFactorAt) {

  static final String COLUMNS =
      "id, how, begun_at, last_seen_at, expires_at, address, user_agent, second_factor_at";

  static SessionRow read(ResultSet row) throws SQLException {
    return new SessionRow(
        row.getObject("id", UUID.class),
        row.getString("how"),
        Objects.requireNonNull(SqlWork.moment(row, "begun_at")),
        Objects.requireNonNull(SqlWork.moment(row, "last_seen_at")),
        Objects.requireNonNull(SqlWork.moment(row, "expires_at")),
        row.getString("address"),
        row.getString("user_agent"),
        SqlWork.moment(row, "second_factor_at"));
  }
}
