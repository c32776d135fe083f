package org.dompet.identity;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.dompet.audit.Caller;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code session}. That one has ended is said here and nowhere else: a refresh locks
 * its row, so nothing is begun from a session that is being ended at the same moment.
 */
@ApplicationScoped
class SessionRows {
  /** Why a session ended. */
  enum End {
    SIGNED_OUT,
    REVOKED,
    REVOKED_BY_STAFF,
    TOKEN_REUSED
  }

  /** The most sessions that are listed. */
  static final int MOST_LISTED = 200;

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected SessionRows() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the data source is the container's
  SessionRows(Clock clock) {
    this.clock = clock;
  }

  /** Rows outside a container; whoever makes it sees to the transactions. */
  SessionRows(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  void begin(UUID id, UUID userId, String how, @Nullable Instant secondFactorAt, Caller caller) {
    Instant now = clock.instant();
    SqlWork.change(
        dataSource,
        """
        insert into session (id, user_id, how, begun_at, last_seen_at, expires_at, address, user_agent,
                             network, second_factor_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        id,
        userId,
        how,
        now,
        now,
        now.plus(RefreshTokens.LIFETIME),
        caller.address(),
        caller.userAgent(),
        ClientNetwork.of(caller.address()),
        secondFactorAt);
  }

  /** The session goes on, and is locked; nothing if it has ended. */
  Optional<SessionRow> continued(UUID id, @Nullable Instant secondFactorAt, Caller caller) {
    Instant now = clock.instant();
    return SqlWork.run(
        dataSource,
        """
        update session
           set last_seen_at = greatest(last_seen_at, ?), expires_at = ?, address = ?, user_agent = ?,
               network = ?, second_factor_at = coalesce(?, second_factor_at)
         where id = ? and ended_at is null
        returning
        """
            + SessionRow.COLUMNS,
        statement -> {
          SqlWork.set(
              statement,
              now,
              now.plus(RefreshTokens.LIFETIME),
              caller.address(),
              caller.userAgent(),
              ClientNetwork.of(caller.address()));
          if (secondFactorAt == null) {
            statement.setNull(6, Types.TIMESTAMP_WITH_TIMEZONE);
          } else {
            statement.setObject(6, secondFactorAt.atOffset(ZoneOffset.UTC));
          }
          statement.setObject(7, id);
          return list(statement.executeQuery()).stream().findFirst();
        });
  }

  /** Those that are open, the one seen last first. */
  List<SessionRow> open(UUID userId) {
    return SqlWork.run(
        dataSource,
        "select "
            + SessionRow.COLUMNS
            + " from session where user_id = ? and ended_at is null and expires_at > ?"
            + " order by last_seen_at desc, id desc limit "
            + MOST_LISTED,
        statement -> {
          SqlWork.set(statement, userId, clock.instant());
          return list(statement.executeQuery());
        });
  }

  /** Ends one of somebody's sessions; false if there is none that is open. */
  boolean end(UUID userId, UUID id, End reason) {
    return SqlWork.change(
            dataSource,
            "update session set ended_at = ?, end_reason = ?"
                + " where id = ? and user_id = ? and ended_at is null",
            clock.instant(),
            reason.name(),
            id,
            userId)
        > 0;
  }

  /**
   * Ends all of somebody's sessions.
   *
   * @param but the one that goes on; null: none does
   * @return how many were open
   */
  int endAll(UUID userId, @Nullable UUID but, End reason) {
    return SqlWork.change(
        dataSource,
        "update session set ended_at = ?, end_reason = ?"
            + " where user_id = ? and id <> ? and ended_at is null",
        clock.instant(),
        reason.name(),
        userId,
        but == null ? new UUID(0, 0) : but);
  }

  /** A code was given in this session. */
  void passed(UUID id) {
    SqlWork.change(
        dataSource,
        "update session set second_factor_at = ? where id = ? and ended_at is null",
        clock.instant(),
        id);
  }

  /** Whether somebody has given a code from this network within this time. */
  boolean knows(UUID userId, String network, Instant since) {
    return SqlWork.run(
        dataSource,
        "select 1 from session where user_id = ? and network = ? and second_factor_at > ? limit 1",
        statement -> {
          SqlWork.set(statement, userId, network, since);
          try (ResultSet row = statement.executeQuery()) {
            return row.next();
          }
        });
  }

  /** The ids of all sessions that ended after a moment, and when they did. */
  Map<String, Instant> endedAfter(Instant moment) {
    return SqlWork.run(
        dataSource,
        "select id, ended_at from session where ended_at > ?",
        statement -> {
          SqlWork.set(statement, moment);
          Map<String, Instant> ended = new HashMap<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              ended.put(
                  row.getString("id"), Objects.requireNonNull(SqlWork.moment(row, "ended_at")));
            }
          }
          return ended;
        });
  }

  private static List<SessionRow> list(ResultSet rows) throws SQLException {
    try (rows) {
      List<SessionRow> sessions = new ArrayList<>();
      while (rows.next()) {
        sessions.add(SessionRow.read(rows));
      }
      return sessions;
    }
  }
}
