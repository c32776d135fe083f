package org.dompet.webhook;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.time.UuidV7;
import org.jspecify.annotations.Nullable;

/** All dead letters, the newest first. */
@ApplicationScoped
public class DeadLetters {
  /** The most on one page. */
  public static final int MAX_PAGE = 200;

  private static final String COLUMNS =
      """
      select id, event, provider, external_id, type, payload::text, reason, attempts,
             first_failed_at, last_failed_at, status, notes, resolved_by, resolved_at
        from dead_letter
      """;

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected DeadLetters() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the data source is the container's
  DeadLetters(Clock clock) {
    this.clock = clock;
  }

  /** Dead letters outside a container; whoever makes them sees to the transactions. */
  DeadLetters(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  /** Which ones; null is any. */
  public record Filter(@Nullable String provider, DeadLetter.@Nullable Status status) {}

  /**
   * A page of them.
   *
   * @param after the last one of the page before; null for the first page
   * @param limit 1 to {@value #MAX_PAGE}
   */
  public List<DeadLetter> list(Filter filter, @Nullable UUID after, int limit) {
    List<@Nullable Object> parameters = new ArrayList<>();
    StringBuilder sql = new StringBuilder(COLUMNS).append(where(filter, parameters));
    if (after != null) {
      sql.append(" and id < ?");
      parameters.add(after);
    }
    parameters.add(Math.min(Math.max(limit, 1), MAX_PAGE));
    return query(sql + " order by id desc limit ?", parameters.toArray());
  }

  /**
   * One of them.
   *
   * @throws Refusal {@link Kind#NOT_FOUND}
   */
  public DeadLetter find(UUID id) {
    return one(query(COLUMNS + "where id = ?", id), id);
  }

  DeadLetter lock(UUID id) {
    return one(query(COLUMNS + "where id = ? for update", id), id);
  }

  /** Locks open ones, the oldest first; those that somebody else works on are passed over. */
  List<DeadLetter> lockOpen(@Nullable String provider, int limit) {
    List<@Nullable Object> parameters = new ArrayList<>();
    String where = where(new Filter(provider, DeadLetter.Status.OPEN), parameters);
    parameters.add(limit);
    return query(
        COLUMNS + where + " order by id limit ? for update skip locked", parameters.toArray());
  }

  UUID add(WebhookEvent event, String reason, int attempts, Instant first, Instant last) {
    UUID id = UuidV7.next(clock);
    Rows.update(
        dataSource,
        """
        insert into dead_letter (id, event, provider, external_id, type, payload, reason, attempts,
                                 first_failed_at, last_failed_at)
        values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)""",
        id,
        event.id(),
        event.provider(),
        event.eventId(),
        event.type(),
        event.payload().toString(),
        reason,
        attempts,
        first,
        last);
    return id;
  }

  void resolve(List<UUID> ids, DeadLetter.Status how, String notes, UUID who, Instant when) {
    Rows.update(
        dataSource,
        """
        update dead_letter set status = ?, notes = ?, resolved_by = ?, resolved_at = ?
         where id = any(?)""",
        how.name(),
        notes,
        who,
        when,
        ids.toArray(UUID[]::new));
  }

  private static String where(Filter filter, List<@Nullable Object> parameters) {
    StringBuilder where = new StringBuilder("where true");
    if (filter.provider() != null) {
      where.append(" and provider = ?");
      parameters.add(filter.provider());
    }
    if (filter.status() != null) {
      where.append(" and status = ?");
      parameters.add(filter.status().name());
    }
    return where.toString();
  }

  private List<DeadLetter> query(String sql, @Nullable Object... parameters) {
    return Rows.query(dataSource, sql, DeadLetters::letter, parameters);
  }

  private static DeadLetter one(List<DeadLetter> found, UUID id) {
    if (found.isEmpty()) {
      throw Refusal.of(Kind.NOT_FOUND, "There is no dead letter " + id);
    }
    return found.get(0);
  }

  private static DeadLetter letter(ResultSet row) throws SQLException {
    OffsetDateTime resolved = row.getObject("resolved_at", OffsetDateTime.class);
    return new DeadLetter(
        row.getObject("id", UUID.class),
        row.getObject("event", UUID.class),
        row.getString("provider"),
        row.getString("external_id"),
        row.getString("type"),
        row.getString("payload"),
        row.getString("reason"),
        row.getInt("attempts"),
        row.getObject("first_failed_at", OffsetDateTime.class).toInstant(),
        row.getObject("last_failed_at", OffsetDateTime.class).toInstant(),
        DeadLetter.Status.valueOf(row.getString("status")),
        row.getString("notes"),
        row.getObject("resolved_by", UUID.class),
        resolved == null ? null : resolved.toInstant());
  }
}
