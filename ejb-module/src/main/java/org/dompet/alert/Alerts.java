package org.dompet.alert;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The rows of {@code alert}. */
@ApplicationScoped
public class Alerts {
  /** The most alerts on one page. */
  public static final int MAX_PAGE = 200;

  private static final UUID NEWEST = new UUID(-1, -1);

  private static final String COLUMNS =
      """
      select id, type, severity, summary, metadata, count, raised_at, last_raised_at, resolved_by,
             resolved_at, resolution_notes
        from alert
      """;

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  @SuppressWarnings("NullAway.Init") // the data source is the container's
  protected Alerts() {}

  /** For use outside a container. */
  Alerts(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  public Optional<Alert> find(UUID id) {
    return run(
        COLUMNS + "where id = ?",
        statement -> {
          statement.setObject(1, id);
          return list(statement).stream().findFirst();
        });
  }

  /**
   * A page of alerts, newest first.
   *
   * @param status null: any
   * @param type null: any
   * @param before the id that the page before ended with; null for the first
   * @param limit 1 to {@value #MAX_PAGE}
   */
  public List<Alert> list(
      Alert.@Nullable Status status, @Nullable AlertType type, @Nullable UUID before, int limit) {
    String open = status == Alert.Status.OPEN ? "and status = 'OPEN' " : "and status = ? ";
    return run(
        COLUMNS
            + "where id < ? "
            + (status == null ? "" : open)
            + (type == null ? "" : "and type = ? ")
            + "order by id desc limit ?",
        statement -> {
          int at = 1;
          statement.setObject(at++, before == null ? NEWEST : before);
          if (status == Alert.Status.RESOLVED) {
            statement.setString(at++, status.name());
          }
          if (type != null) {
            statement.setString(at++, type.name());
          }
          statement.setInt(at, Math.min(Math.max(limit, 1), MAX_PAGE));
          return list(statement);
        });
  }

  /** How many are open, of each type. */
  public Map<AlertType, Long> open() {
    return run(
        "select type, count(*) from alert where status = 'OPEN' group by type",
        statement -> {
          Map<AlertType, Long> counts = new EnumMap<>(AlertType.class);
          for (AlertType type : AlertType.values()) {
            counts.put(type, 0L);
          }
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              counts.put(AlertType.valueOf(rows.getString(1)), rows.getLong(2));
            }
          }
          return counts;
        });
  }

  /**
   * Opens an alert, or counts the open one up: one statement, so that of any number at once one
   * opens it. Nothing if this occurrence was counted before.
   */
  Optional<AlertRaised> raise(UUID id, Incident incident, Instant now) {
    return run(
        """
        insert into alert (id, type, severity, subject, occurrence, summary, metadata, raised_at,
                           last_raised_at)
        select n.id, n.type, n.severity, n.subject, n.occurrence, n.summary, n.metadata, n.now, n.now
          from (values (?::uuid, ?, ?, ?, ?::text, ?, ?::jsonb, ?::timestamptz))
            as n (id, type, severity, subject, occurrence, summary, metadata, now)
         where not exists (select from alert a
                            where a.type = n.type and a.subject = n.subject
                              and a.occurrence = n.occurrence)
        on conflict (type, subject) where status = 'OPEN'
        do update set count = alert.count + 1, occurrence = excluded.occurrence,
                      summary = excluded.summary, metadata = excluded.metadata,
                      last_raised_at = greatest(alert.last_raised_at, excluded.last_raised_at)
                where alert.occurrence is null or excluded.occurrence is null
                   or alert.occurrence <> excluded.occurrence
        returning id, count""",
        statement -> {
          statement.setObject(1, id);
          statement.setString(2, incident.type().name());
          statement.setString(3, incident.type().severity().name());
          statement.setString(4, incident.subject());
          statement.setString(5, incident.occurrence());
          statement.setString(6, incident.summary());
          statement.setString(7, json(incident.metadata()));
          statement.setObject(8, now.atOffset(ZoneOffset.UTC));
          try (ResultSet row = statement.executeQuery()) {
            return row.next()
                ? Optional.of(
                    new AlertRaised(
                        row.getObject(1, UUID.class),
                        incident.type(),
                        incident.summary(),
                        row.getLong(2)))
                : Optional.empty();
          }
        });
  }

  /** True if it was open, and is resolved by this. */
  boolean resolve(UUID id, UUID by, String notes, Instant now) {
    return run(
        """
        update alert set status = 'RESOLVED', resolved_by = ?, resolution_notes = ?, resolved_at = ?
         where id = ? and status = 'OPEN'""",
        statement -> {
          statement.setObject(1, by);
          statement.setString(2, notes);
          statement.setObject(3, now.atOffset(ZoneOffset.UTC));
          statement.setObject(4, id);
          return statement.executeUpdate() == 1;
        });
  }

  private static List<Alert> list(PreparedStatement statement) throws SQLException {
    List<Alert> alerts = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        alerts.add(
            new Alert(
                row.getObject("id", UUID.class),
                AlertType.valueOf(row.getString("type")),
                AlertType.Severity.valueOf(row.getString("severity")),
                row.getString("summary"),
                metadata(row.getString("metadata")),
                row.getLong("count"),
                moment(row, "raised_at"),
                moment(row, "last_raised_at"),
                resolution(row)));
      }
    }
    return alerts;
  }

  private static Alert.@Nullable Resolution resolution(ResultSet row) throws SQLException {
    @Nullable UUID by = row.getObject("resolved_by", UUID.class);
    return by == null
        ? null
        : new Alert.Resolution(by, moment(row, "resolved_at"), row.getString("resolution_notes"));
  }

  private static Instant moment(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static String json(Map<String, String> metadata) {
    JsonObjectBuilder object = Json.createObjectBuilder();
    metadata.forEach(object::add);
    return object.build().toString();
  }

  private static SortedMap<String, String> metadata(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      JsonObject object = reader.readObject();
      SortedMap<String, String> metadata = new TreeMap<>();
      object.keySet().forEach(name -> metadata.put(name, object.getString(name)));
      return metadata;
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
