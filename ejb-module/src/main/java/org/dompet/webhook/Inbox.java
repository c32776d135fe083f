package org.dompet.webhook;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.dompet.logging.LogContext;
import org.jspecify.annotations.Nullable;

/** The rows of events: added by receiving, claimed and ended by processing. */
@ApplicationScoped
public class Inbox {
  private static final String COLUMNS =
      """
      select e.id, e.provider, e.event_id, e.type, e.reference, e.occurred_at, e.payload::text,
             e.attempts, e.first_failed_at, e.received_at, e.request_id, e.traceparent
        from webhook_event e
      """;

  /** Waits, its time has come, and nothing that happened before it to the same thing waits too. */
  private static final String DUE =
      """
       where e.state in ('RECEIVED', 'RETRYING') and e.next_attempt_at <= ?
         and not exists (select from webhook_event earlier
                          where earlier.provider = e.provider and earlier.reference = e.reference
                            and earlier.state in ('RECEIVED', 'RETRYING')
                            and (earlier.occurred_at, earlier.id) < (e.occurred_at, e.id))
      """;

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  @SuppressWarnings("NullAway.Init") // for the container
  protected Inbox() {}

  /** An inbox outside a container; whoever makes it sees to the transactions. */
  Inbox(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * An event whose row is locked by the transaction under way.
   *
   * @param attempts that have failed so far
   * @param requestId of the call that brought it
   * @param traceparent of the trace of that call
   */
  record Claimed(
      WebhookEvent event,
      int attempts,
      @Nullable Instant firstFailedAt,
      Instant receivedAt,
      @Nullable String requestId,
      @Nullable String traceparent) {

    /** Has what this thread logs from now on be about this event and what brought it. */
    void isNowLogged() {
      LogContext.set(
          LogContext.current()
              .withEvent(event.provider(), event.eventId(), requestId, traceparent));
    }
  }

  /** How an event ended. */
  record Ended(UUID id, boolean handled) {}

  /**
   * Records an event, in a transaction of its own when none is under way.
   *
   * @return false if it was recorded before
   * @throws SQLException if the database can't, or the payload is none that it can hold
   */
  boolean add(
      UUID id, String provider, WebhookSource.Reading reading, JsonObject payload, Instant now)
      throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                insert into webhook_event (id, provider, event_id, type, reference, occurred_at,
                                           payload, next_attempt_at, received_at, request_id, traceparent)
                values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)
                on conflict (provider, event_id) do nothing\
                """)) {
      statement.setObject(1, id);
      statement.setString(2, provider);
      statement.setString(3, reading.eventId());
      statement.setString(4, reading.type());
      statement.setString(5, reading.reference());
      statement.setObject(6, reading.occurredAt().atOffset(ZoneOffset.UTC));
      statement.setString(7, payload.toString());
      statement.setObject(8, now.atOffset(ZoneOffset.UTC));
      statement.setObject(9, now.atOffset(ZoneOffset.UTC));
      statement.setString(10, LogContext.current().requestId());
      statement.setString(11, LogContext.current().traceparent());
      return statement.executeUpdate() == 1;
    }
  }

  /** Locks events that are due and nobody works on, the longest due first. */
  List<Claimed> claim(Instant now, int limit) {
    return query(
        COLUMNS + DUE + " order by e.next_attempt_at limit ? for update of e skip locked",
        Inbox::claimed,
        now,
        limit);
  }

  /** Locks one that is due and nobody works on. */
  Optional<Claimed> claim(UUID id, Instant now) {
    return query(
            COLUMNS + DUE + " and e.id = ? for update of e skip locked", Inbox::claimed, now, id)
        .stream()
        .findFirst();
  }

  /** Locks one that still waits, due or not. */
  Optional<Claimed> lockWaiting(UUID id) {
    return query(
            COLUMNS + "where e.id = ? and e.state in ('RECEIVED', 'RETRYING') for update",
            Inbox::claimed,
            id)
        .stream()
        .findFirst();
  }

  /** What is due, without locking it. */
  List<UUID> due(Instant now, int limit) {
    return query(
        "select e.id from webhook_event e " + DUE + " order by e.next_attempt_at limit ?",
        row -> row.getObject(1, UUID.class),
        now,
        limit);
  }

  /**
   * What has been due for so long that its message must be lost, marked as sent for again.
   *
   * @param patience how long a message may take
   */
  List<UUID> overdue(Instant now, Duration patience, int limit) {
    return query(
        """
        with late as (select e.id from webhook_event e
        """
            + DUE
            + """
                   and (e.queued_at is null or e.queued_at <= ?)
                 order by e.next_attempt_at limit ? for update of e skip locked)
            update webhook_event w set queued_at = ? from late where w.id = late.id returning w.id\
            """,
        row -> row.getObject(1, UUID.class),
        now.minus(patience),
        now.minus(patience),
        limit,
        now);
  }

  void finish(List<Ended> ended, Instant now) {
    update(
        """
        update webhook_event e
           set state = case when done.handled then 'PROCESSED' else 'IGNORED' end,
               next_attempt_at = null, finished_at = ?
          from unnest(?, ?) as done (id, handled)
         where e.id = done.id\
        """,
        ended.size(),
        now,
        ended.stream().map(Ended::id).toArray(UUID[]::new),
        ended.stream().map(Ended::handled).toArray(Boolean[]::new));
  }

  void retry(Claimed failed, String error, Instant now, Instant next) {
    update(
        """
        update webhook_event
           set state = 'RETRYING', attempts = attempts + 1, next_attempt_at = ?, queued_at = null,
               last_error = ?, first_failed_at = coalesce(first_failed_at, ?), last_failed_at = ?
         where id = ?\
        """,
        1,
        next,
        error,
        now,
        now,
        failed.event().id());
  }

  void bury(Claimed failed, String error, Instant now) {
    update(
        """
        update webhook_event
           set state = 'DEAD', attempts = attempts + 1, next_attempt_at = null, finished_at = ?,
               last_error = ?, first_failed_at = coalesce(first_failed_at, ?), last_failed_at = ?
         where id = ?\
        """,
        1,
        now,
        error,
        now,
        now,
        failed.event().id());
  }

  /** The dead begin again, as if they had just been received. */
  void revive(List<UUID> dead, Instant now) {
    update(
        """
        update webhook_event
           set state = 'RECEIVED', attempts = 0, next_attempt_at = ?, queued_at = null,
               finished_at = null, first_failed_at = null, last_failed_at = null
         where id = any(?) and state = 'DEAD'\
        """,
        dead.size(),
        now,
        dead.toArray(UUID[]::new));
  }

  /** How many events wait, by state, and how many dead letters are open ({@code DEAD}). */
  public Map<String, Long> depth() {
    Map<String, Long> depth = new TreeMap<>(Map.of("RECEIVED", 0L, "RETRYING", 0L));
    query(
        """
        select state, count(*) from webhook_event
         where state in ('RECEIVED', 'RETRYING') group by state
        union all
        select 'DEAD', count(*) from dead_letter where status = 'OPEN'\
        """,
        row -> depth.put(row.getString(1), row.getLong(2)));
    return depth;
  }

  private static Claimed claimed(ResultSet row) throws SQLException {
    OffsetDateTime firstFailed = row.getObject("first_failed_at", OffsetDateTime.class);
    return new Claimed(
        new WebhookEvent(
            row.getObject("id", UUID.class),
            row.getString("provider"),
            row.getString("event_id"),
            row.getString("type"),
            row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
            Json.object(row.getString("payload")),
            row.getString("reference")),
        row.getInt("attempts"),
        firstFailed == null ? null : firstFailed.toInstant(),
        row.getObject("received_at", OffsetDateTime.class).toInstant(),
        row.getString("request_id"),
        row.getString("traceparent"));
  }

  private <T> List<T> query(String sql, Rows.Reader<T> reader, Object... parameters) {
    return Rows.query(dataSource, sql, reader, parameters);
  }

  private void update(String sql, int expected, Object... parameters) {
    int updated = Rows.update(dataSource, sql, parameters);
    if (updated != expected) {
      throw new IllegalStateException("Updated " + updated + " events of " + expected);
    }
  }
}
