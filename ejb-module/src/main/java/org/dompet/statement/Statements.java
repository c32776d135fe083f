package org.dompet.statement;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.Reader;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.onramp.Provider;
import org.jspecify.annotations.Nullable;

/** The rows of {@code statement}, its lines and matches. */
@ApplicationScoped
public class Statements {
  /** The most statements, or matches, on one page. */
  public static final int MAX_PAGE = 200;

  private static final int BATCH = 1_000;
  private static final UUID NEWEST = new UUID(-1, -1);

  private static final String COLUMNS =
      """
      select id, provider, sha256, period_from, period_to, lines, uploaded_by, uploaded_at, run_id,
             matched_at, matched, unmatched, missing
        from statement
      """;

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  @SuppressWarnings("NullAway.Init") // the data source is the container's
  protected Statements() {}

  /** For use outside a container. */
  Statements(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * A match, by its number within its statement.
   *
   * @param number from 1 on, in the order in which they were found
   */
  public record Numbered(int number, StatementMatch match) {}

  public Optional<Statement> find(UUID id) {
    return run(
        COLUMNS + "where id = ?",
        statement -> {
          statement.setObject(1, id);
          return list(statement).stream().findFirst();
        });
  }

  /**
   * A page of statements, newest first.
   *
   * @param provider null: any
   * @param before the id that the page before ended with; null for the first
   * @param limit 1 to {@value #MAX_PAGE}
   */
  public List<Statement> list(@Nullable Provider provider, @Nullable UUID before, int limit) {
    return run(
        COLUMNS
            + "where id < ? "
            + (provider == null ? "" : "and provider = ? ")
            + "order by id desc limit ?",
        statement -> {
          int at = 1;
          statement.setObject(at++, before == null ? NEWEST : before);
          if (provider != null) {
            statement.setString(at++, provider.name());
          }
          statement.setInt(at, Math.min(Math.max(limit, 1), MAX_PAGE));
          return list(statement);
        });
  }

  /**
   * A page of a statement's matches.
   *
   * @param after the number that the page before ended with; 0 for the first
   * @param limit 1 to {@value #MAX_PAGE}
   */
  public List<Numbered> matches(UUID id, int after, int limit) {
    return run(
        """
        select number, lines, entries, currency, amount, rule, reason
          from statement_match where statement_id = ? and number > ? order by number limit ?""",
        statement -> {
          statement.setObject(1, id);
          statement.setInt(2, after);
          statement.setInt(3, Math.min(Math.max(limit, 1), MAX_PAGE));
          List<Numbered> matches = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              matches.add(new Numbered(row.getInt("number"), match(row)));
            }
          }
          return matches;
        });
  }

  /** The statement of the same file, if there is one. */
  Optional<Statement> ofFile(Provider provider, byte[] sha256) {
    return run(
        COLUMNS + "where provider = ? and sha256 = ?",
        statement -> {
          statement.setString(1, provider.name());
          statement.setBytes(2, sha256);
          return list(statement).stream().findFirst();
        });
  }

  /** Adds it; false if the same file was there first. */
  boolean add(Statement added) {
    return run(
        """
        insert into statement (id, provider, sha256, period_from, period_to, lines, uploaded_by, uploaded_at)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (provider, sha256) do nothing""",
        statement -> {
          statement.setObject(1, added.id());
          statement.setString(2, added.provider().name());
          statement.setBytes(3, HexFormat.of().parseHex(added.sha256()));
          statement.setObject(4, utc(added.from()));
          statement.setObject(5, utc(added.to()));
          statement.setInt(6, added.lines());
          statement.setObject(7, added.uploadedBy());
          statement.setObject(8, utc(added.uploadedAt()));
          return statement.executeUpdate() == 1;
        });
  }

  /** Adds its lines as they are read: they are never in memory all at once. */
  void addLines(UUID id, Reader source) throws IOException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                insert into statement_line (statement_id, line, reference, currency, amount, occurred_at,
                                            whole_day, description)
                values (?, ?, ?, ?, ?, ?, ?, ?)""")) {
      AtomicInteger added = new AtomicInteger();
      StatementReader.read(
          source,
          line -> {
            try {
              addLine(statement, id, line);
              if (added.incrementAndGet() % BATCH == 0) {
                statement.executeBatch();
              }
            } catch (SQLException failed) {
              throw refused(failed);
            }
          });
      statement.executeBatch();
    } catch (SQLException failed) {
      throw refused(failed);
    }
  }

  private static void addLine(PreparedStatement statement, UUID id, StatementLine line)
      throws SQLException {
    statement.setObject(1, id);
    statement.setInt(2, line.line());
    statement.setString(3, line.reference());
    statement.setString(4, line.amount().currency().name());
    statement.setBigDecimal(5, line.amount().amount());
    statement.setObject(6, utc(line.at()));
    statement.setBoolean(7, line.wholeDay());
    statement.setString(8, line.description());
    statement.addBatch();
  }

  private static List<Statement> list(PreparedStatement statement) throws SQLException {
    List<Statement> statements = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        statements.add(
            new Statement(
                row.getObject("id", UUID.class),
                Provider.valueOf(row.getString("provider")),
                HexFormat.of().formatHex(row.getBytes("sha256")),
                moment(row, "period_from"),
                moment(row, "period_to"),
                row.getInt("lines"),
                row.getObject("uploaded_by", UUID.class),
                moment(row, "uploaded_at"),
                outcome(row)));
      }
    }
    return statements;
  }

  private static Statement.@Nullable Outcome outcome(ResultSet row) throws SQLException {
    @Nullable UUID runId = row.getObject("run_id", UUID.class);
    return runId == null
        ? null
        : new Statement.Outcome(
            runId,
            moment(row, "matched_at"),
            row.getInt("matched"),
            row.getInt("unmatched"),
            row.getInt("missing"));
  }

  private static StatementMatch match(ResultSet row) throws SQLException {
    Array lines = row.getArray("lines");
    Array entries = row.getArray("entries");
    return new StatementMatch(
        Arrays.asList((Integer[]) lines.getArray()),
        Arrays.asList((UUID[]) entries.getArray()),
        new Money(row.getBigDecimal("amount"), Currency.valueOf(row.getString("currency"))),
        StatementMatch.Rule.valueOf(row.getString("rule")),
        row.getString("reason"));
  }

  private static Instant moment(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }

  private static IllegalStateException refused(SQLException failed) {
    return new IllegalStateException("The database refused: " + failed.getMessage(), failed);
  }

  private <T> T run(String sql, Work<T> work) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      return work.with(statement);
    } catch (SQLException failed) {
      throw refused(failed);
    }
  }

  private interface Work<T> {
    T with(PreparedStatement statement) throws SQLException;
  }
}
