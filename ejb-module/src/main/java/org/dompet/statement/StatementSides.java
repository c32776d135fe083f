package org.dompet.statement;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.dompet.money.Currency;
import org.dompet.money.Money;

/** Reads the two sides of a statement, and writes what matches. */
@ApplicationScoped
class StatementSides {
  /** How long after it happened something may have been booked, and still be looked at. */
  private static final Duration LATEST_BOOKING = Duration.ofDays(8);

  /** The most entries of ours: as many again as a statement may have lines, and again. */
  private static final int MOST_ITEMS = 4 * StatementReader.MOST_LINES;

  private static final int BATCH = 1_000;

  private static final String LINES =
      """
      select line, reference, currency, amount, occurred_at, whole_day, description
        from statement_line where statement_id = ? order by line""";

  /**
   * What the provider's accounts gave and took around the time, and for whatever order a line
   * names. What was reversed does not count.
   */
  private static final String ITEMS =
      """
      with near as (
        select e.id
          from journal_entry e
         where e.kind = 'ONRAMP_CREDIT' and e.recorded_at >= ? and e.recorded_at < ?
        union
        select e.id
          from journal_entry e
         where e.kind = 'ONRAMP_REFUND' and e.recorded_at >= ? and e.recorded_at < ?
        union
        select e.id
          from (select o.id::text as reference
                  from statement_line l
                  join onramp_order o on o.provider = ? and o.payment_reference = l.reference
                 where l.statement_id = ?
                union
                select lower(l.reference)
                  from statement_line l
                 where l.statement_id = ?) named
          join journal_entry e on e.reference = named.reference and e.kind in ('ONRAMP_CREDIT', 'ONRAMP_REFUND')
      )
      select e.id, o.id as order_id, o.wallet_id, o.payment_reference, o.session_reference, a.currency,
             -sum(x.amount) as amount, e.effective_at
        from near n
        join journal_entry e on e.id = n.id
        join onramp_order o on o.provider = ?
               and o.id = case when e.reference ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then e.reference::uuid end
        join posting x on x.entry_id = e.id
        join account a on a.id = x.account_id and a.kind = ?
       where not exists (select from journal_entry v where v.reverses = e.id)
       group by e.id, o.id, a.currency
      having sum(x.amount) <> 0
       order by e.effective_at, e.id
       limit ?""";

  private static final String ADD_MATCH =
      """
      insert into statement_match (statement_id, number, lines, entries, currency, amount, rule, reason)
      values (?, ?, ?, ?, ?, ?, ?, ?)""";

  private static final String ELSEWHERE =
      """
      select distinct e
        from statement_match m join statement s on s.id = m.statement_id and s.provider = ?
       cross join unnest(m.entries) e
       where m.entries && ? and e = any (?) and m.statement_id <> ?""";

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  @SuppressWarnings("NullAway.Init") // the data source is the container's
  protected StatementSides() {}

  /** For use outside a container. */
  StatementSides(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** The statements that wait, oldest first. */
  List<UUID> waiting(int limit) {
    return run(
        "select id from statement where state = 'RECEIVED' order by id limit ?",
        statement -> {
          statement.setInt(1, limit);
          List<UUID> ids = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              ids.add(row.getObject(1, UUID.class));
            }
          }
          return ids;
        });
  }

  List<StatementLine> lines(UUID id) {
    return run(
        LINES,
        statement -> {
          statement.setObject(1, id);
          List<StatementLine> lines = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              lines.add(
                  new StatementLine(
                      row.getInt("line"),
                      row.getString("reference"),
                      money(row),
                      row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                      row.getBoolean("whole_day"),
                      row.getString("description")));
            }
          }
          return lines;
        });
  }

  /**
   * Our entries around the statement's time.
   *
   * @throws IllegalStateException if there are too many to look at
   */
  List<LedgerItem> items(Statement of, Duration window) {
    Instant from = of.from().minus(window);
    Instant to = of.to().plus(window);
    return run(
        ITEMS,
        statement -> {
          statement.setObject(1, utc(from));
          statement.setObject(2, utc(to.plus(LATEST_BOOKING)));
          statement.setObject(3, utc(from));
          statement.setObject(4, utc(to.plus(LATEST_BOOKING)));
          statement.setString(5, of.provider().name());
          statement.setObject(6, of.id());
          statement.setObject(7, of.id());
          statement.setString(8, of.provider().name());
          statement.setString(9, "external:" + of.provider().code());
          statement.setInt(10, MOST_ITEMS + 1);
          List<LedgerItem> items = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              items.add(item(row));
            }
          }
          if (items.size() > MOST_ITEMS) {
            throw new IllegalStateException(
                "Statement "
                    + of.id()
                    + " is about a time with more than "
                    + MOST_ITEMS
                    + " entries");
          }
          return items;
        });
  }

  /** Those of the entries that are on another statement of the provider. */
  Set<UUID> matchedElsewhere(Statement of, List<UUID> entries) {
    return run(
        ELSEWHERE,
        statement -> {
          var array = statement.getConnection().createArrayOf("uuid", entries.toArray());
          statement.setString(1, of.provider().name());
          statement.setArray(2, array);
          statement.setArray(3, array);
          statement.setObject(4, of.id());
          Set<UUID> found = new HashSet<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              found.add(row.getObject(1, UUID.class));
            }
          }
          return found;
        });
  }

  void add(UUID id, List<StatementMatch> matches) {
    run(
        ADD_MATCH,
        statement -> {
          Connection connection = statement.getConnection();
          int number = 0;
          for (StatementMatch match : matches) {
            statement.setObject(1, id);
            statement.setInt(2, ++number);
            statement.setArray(3, connection.createArrayOf("int4", match.lines().toArray()));
            statement.setArray(4, connection.createArrayOf("uuid", match.entries().toArray()));
            statement.setString(5, match.amount().currency().name());
            statement.setBigDecimal(6, match.amount().amount());
            statement.setString(7, match.rule().name());
            statement.setString(8, match.reason());
            statement.addBatch();
            if (number % BATCH == 0) {
              statement.executeBatch();
            }
          }
          return statement.executeBatch();
        });
  }

  /** True if it was waiting until now. */
  boolean end(UUID id, Statement.Outcome outcome) {
    return run(
        """
        update statement
           set state = 'MATCHED', run_id = ?, matched_at = ?, matched = ?, unmatched = ?, missing = ?
         where id = ? and state = 'RECEIVED'""",
        statement -> {
          statement.setObject(1, outcome.runId());
          statement.setObject(2, utc(outcome.at()));
          statement.setInt(3, outcome.matched());
          statement.setInt(4, outcome.unmatched());
          statement.setInt(5, outcome.missing());
          statement.setObject(6, id);
          return statement.executeUpdate() == 1;
        });
  }

  private static LedgerItem item(ResultSet row) throws SQLException {
    UUID order = row.getObject("order_id", UUID.class);
    Set<String> references =
        Arrays.asList(
                order.toString(),
                row.getString("payment_reference"),
                row.getString("session_reference"))
            .stream()
            .filter(reference -> reference != null)
            .collect(Collectors.toUnmodifiableSet());
    return new LedgerItem(
        row.getObject("id", UUID.class),
        order,
        row.getObject("wallet_id", UUID.class),
        references,
        money(row),
        row.getObject("effective_at", OffsetDateTime.class).toInstant());
  }

  private static Money money(ResultSet row) throws SQLException {
    return new Money(row.getBigDecimal("amount"), Currency.valueOf(row.getString("currency")));
  }

  private static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
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
