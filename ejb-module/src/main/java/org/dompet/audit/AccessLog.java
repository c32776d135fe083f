package org.dompet.audit;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The admin access log: who of those who work here did what, to what, from where. The database
 * numbers the lines, dates them and chains each to the one before; nobody changes one.
 */
@ApplicationScoped
public class AccessLog {
  /** The most lines on one page. */
  public static final int MAX_PAGE = 200;

  static final String SELECT =
      """
      select number, encode(previous_hash, 'hex') as previous_hash, encode(hash, 'hex') as hash, at,
             actor, roles, action, target, address, user_agent, request_id, outcome, status,
             array(select m.key from jsonb_each_text(metadata) m order by m.key) as names,
             array(select m.value from jsonb_each_text(metadata) m order by m.key) as facts
        from admin_access_log
      """;

  /** The log of the application has a line as well; the row is what counts. */
  private static final Logger LINES = System.getLogger("org.dompet.AUDIT");

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  @SuppressWarnings("NullAway.Init") // for the container
  protected AccessLog() {}

  /** For use outside a container; whoever makes it sees to the transactions. */
  public AccessLog(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Which lines; null is any. All are compared whole.
   *
   * @param from at this moment or later
   * @param to before this moment
   */
  public record Filter(
      @Nullable String actor,
      @Nullable String action,
      @Nullable String target,
      Access.@Nullable Outcome outcome,
      @Nullable String address,
      @Nullable String requestId,
      @Nullable Instant from,
      @Nullable Instant to) {
    /** All there are. */
    public static final Filter ANY = new Filter(null, null, null, null, null, null, null, null);
  }

  /**
   * Adds a line, in a transaction of its own: it stays whatever becomes of what it tells, and
   * nobody waits for the chain longer than for one insert.
   *
   * @throws IllegalStateException if it can't be written; then nothing that it tells may happen
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void write(Access access) {
    add(access);
    LINES.log(
        Level.INFO,
        "{0} {1} by {2}, answered {3}, from {4}",
        access.action(),
        access.outcome(),
        access.actor(),
        String.valueOf(access.status()),
        String.valueOf(access.caller().address()));
  }

  /**
   * Adds a line in the transaction under way, which holds the end of the chain until it commits: it
   * must be the last thing that the transaction does.
   */
  public void add(Access access) {
    SqlWork.run(
        dataSource,
        """
        insert into admin_access_log
               (actor, roles, action, target, metadata, address, user_agent, request_id, outcome, status)
        values (?, ?, ?, ?, jsonb_object(?::text[], ?::text[]), ?, ?, ?, ?, ?)\
        """,
        statement -> {
          statement.setString(1, access.actor());
          statement.setArray(2, texts(statement, access.roles()));
          statement.setString(3, access.action());
          statement.setString(4, access.target());
          statement.setArray(5, texts(statement, access.metadata().keySet()));
          statement.setArray(6, texts(statement, access.metadata().values()));
          statement.setString(7, access.caller().address());
          statement.setString(8, access.caller().userAgent());
          statement.setString(9, access.caller().requestId());
          statement.setString(10, access.outcome().name());
          statement.setObject(11, access.status(), Types.INTEGER);
          return statement.executeUpdate();
        });
  }

  public Optional<AccessLine> find(long number) {
    return SqlWork.run(
        dataSource,
        SELECT + "where number = ?",
        statement -> {
          statement.setLong(1, number);
          return lines(statement).stream().findFirst();
        });
  }

  /** How many lines there are, and the number of the newest. */
  public long length() {
    return SqlWork.run(
        dataSource,
        "select coalesce(max(number), 0) from admin_access_log",
        statement -> {
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  /**
   * A page, newest first.
   *
   * @param before only lines with a lower number; {@link Long#MAX_VALUE} for the newest
   * @param limit 1 to {@value #MAX_PAGE}
   */
  public List<AccessLine> list(Filter filter, long before, int limit) {
    StringBuilder sql = new StringBuilder(SELECT).append("where number < ?");
    List<Object> parameters = new ArrayList<>();
    parameters.add(before);
    equal(sql, parameters, "actor", filter.actor());
    equal(sql, parameters, "action", filter.action());
    equal(sql, parameters, "target", filter.target());
    equal(sql, parameters, "outcome", filter.outcome() == null ? null : filter.outcome().name());
    equal(sql, parameters, "address", filter.address());
    equal(sql, parameters, "request_id", filter.requestId());
    // Time never goes back along the numbers: a moment is a number, found by one index look-up.
    bound(sql, parameters, ">=", filter.from());
    bound(sql, parameters, "<", filter.to());
    parameters.add(Math.min(Math.max(limit, 1), MAX_PAGE));
    return SqlWork.run(
        dataSource,
        sql + " order by number desc limit ?",
        statement -> {
          for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
          }
          return lines(statement);
        });
  }

  private static void equal(
      StringBuilder sql, List<Object> parameters, String column, @Nullable String value) {
    if (value != null) {
      sql.append(" and ").append(column).append(" = ?");
      parameters.add(value);
    }
  }

  private static void bound(
      StringBuilder sql, List<Object> parameters, String compared, @Nullable Instant moment) {
    if (moment != null) {
      sql.append(" and number ")
          .append(compared)
          .append(
              " coalesce((select first.number from admin_access_log first where first.at >= ?"
                  + " order by first.at, first.number limit 1), 9223372036854775807)");
      parameters.add(moment.atOffset(ZoneOffset.UTC));
    }
  }

  private static List<AccessLine> lines(PreparedStatement statement) throws SQLException {
    List<AccessLine> lines = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        lines.add(line(row));
      }
    }
    return lines;
  }

  private static AccessLine line(ResultSet row) throws SQLException {
    List<String> names = texts(row, "names");
    List<String> facts = texts(row, "facts");
    SortedMap<String, String> metadata = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      metadata.put(names.get(i), facts.get(i));
    }
    return new AccessLine(
        row.getLong("number"),
        row.getString("previous_hash"),
        row.getString("hash"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        new Access(
            row.getString("actor"),
            texts(row, "roles"),
            row.getString("action"),
            row.getString("target"),
            metadata,
            new Caller(
                row.getString("address"), row.getString("user_agent"), row.getString("request_id")),
            Access.Outcome.valueOf(row.getString("outcome")),
            row.getObject("status", Integer.class)));
  }

  private static java.sql.Array texts(PreparedStatement statement, Iterable<String> texts)
      throws SQLException {
    List<String> list = new ArrayList<>();
    texts.forEach(list::add);
    return statement.getConnection().createArrayOf("text", list.toArray());
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    List<String> texts = new ArrayList<>();
    for (Object text : (Object[]) row.getArray(column).getArray()) {
      texts.add(Objects.toString(text, ""));
    }
    return texts;
  }
}
