package org.dompet.notification;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The rows of {@code notification}. */
@ApplicationScoped
@Transactional
class NotificationSql {
  /** While somebody is at it; if the server ends meanwhile, it is tried again after this. */
  static final Duration CLAIM = Duration.ofMinutes(2);

  private static final String CLAIMED =
      """
      update notification set attempts = attempts + 1, next_attempt_at = ?
       where id = (%s) and status = 'WAITING'
      returning id, channel, subject, body, attempts, created_at""";

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  @SuppressWarnings("NullAway.Init") // the data source is the container's
  protected NotificationSql() {}

  /** For use outside a container. */
  NotificationSql(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** True if it is new: it was not said before under its key on its channel. */
  boolean insert(UUID id, String key, Channel channel, String subject, String body, Instant now) {
    return run(
        """
        insert into notification (id, key, channel, subject, body, created_at, next_attempt_at)
        values (?, ?, ?, ?, ?, ?, ?) on conflict (key, channel) do nothing""",
        statement -> {
          statement.setObject(1, id);
          statement.setString(2, key);
          statement.setString(3, channel.name());
          statement.setString(4, subject);
          statement.setString(5, body);
          statement.setObject(6, at(now));
          statement.setObject(7, at(now));
          return statement.executeUpdate() == 1;
        });
  }

  /** Takes one for an attempt, if it is due and nobody else has it. */
  Optional<Notification> claim(UUID id, Instant now) {
    return run(
        CLAIMED.formatted(
            """
            select n.id from notification n
             where n.id = ? and n.status = 'WAITING' and n.next_attempt_at <= ?
               for update skip locked"""),
        statement -> {
          statement.setObject(1, at(now.plus(CLAIM)));
          statement.setObject(2, id);
          statement.setObject(3, at(now));
          return first(statement);
        });
  }

  /** Takes the one of a channel that has been due for longest. */
  Optional<Notification> claimNext(Channel channel, Instant dueSince, Instant now) {
    return run(
        CLAIMED.formatted(
            """
            select n.id from notification n
             where n.channel = ? and n.status = 'WAITING' and n.next_attempt_at <= ?
             order by n.next_attempt_at, n.id limit 1 for update skip locked"""),
        statement -> {
          statement.setObject(1, at(now.plus(CLAIM)));
          statement.setString(2, channel.name());
          statement.setObject(3, at(dueSince));
          return first(statement);
        });
  }

  void sent(UUID id, Instant now) {
    run(
        """
        update notification set status = 'SENT', sent_at = ?, last_error = null
         where id = ? and status = 'WAITING'""",
        statement -> {
          statement.setObject(1, at(now));
          statement.setObject(2, id);
          return statement.executeUpdate();
        });
  }

  /**
   * Notes a failure.
   *
   * @param next when it is tried again; null if it isn't
   */
  void failed(UUID id, String reason, @Nullable Instant next) {
    run(
        """
        update notification
           set status = case when ?::timestamptz is null then 'FAILED' else 'WAITING' end,
               next_attempt_at = coalesce(?, next_attempt_at), last_error = ?
         where id = ? and status = 'WAITING'""",
        statement -> {
          statement.setObject(1, next == null ? null : at(next));
          statement.setObject(2, next == null ? null : at(next));
          statement.setString(3, reason);
          statement.setObject(4, id);
          return statement.executeUpdate();
        });
  }

  private static OffsetDateTime at(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }

  private static Optional<Notification> first(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next()
          ? Optional.of(
              new Notification(
                  row.getObject("id", UUID.class),
                  Channel.valueOf(row.getString("channel")),
                  row.getString("subject"),
                  row.getString("body"),
                  row.getInt("attempts"),
                  row.getObject("created_at", OffsetDateTime.class).toInstant()))
          : Optional.empty();
    }
  }

  private <T> T run(String sql, Work<T> work) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      return work.with(statement);
    } catch (SQLException failed) {
      throw new IllegalStateException("The database refused: " + failed.getMessage(), failed);
    }
  }

  private interface Work<T> {
    T with(PreparedStatement statement) throws SQLException;
  }
}
