package org.dompet.ledger;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;

/** The rows of {@code hold}. */
@ApplicationScoped
public class HoldSql {
  private static final String SELECT =
      """
      select h.id, h.available_account, h.held_account, h.amount, h.captured, h.released, h.status,
             h.expires_at, a.currency
        from hold h join account a on a.id = h.held_account
      """;

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  @SuppressWarnings("NullAway.Init") // the data source is the container's
  protected HoldSql() {}

  /** For use outside a container. */
  public HoldSql(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** The new hold, or the one that was placed before under this key. */
  Hold insertOrFind(Hold hold, String key, Instant now) {
    int inserted =
        run(
            """
            insert into hold (id, idempotency_key, available_account, held_account, amount, status,
                              placed_at, expires_at)
            values (?, ?, ?, ?, ?, 'ACTIVE', ?, ?)
            on conflict (idempotency_key) do nothing""",
            statement -> {
              statement.setObject(1, hold.id());
              statement.setString(2, key);
              statement.setObject(3, hold.availableAccount());
              statement.setObject(4, hold.heldAccount());
              statement.setBigDecimal(5, hold.amount().amount());
              statement.setObject(6, now.atOffset(ZoneOffset.UTC));
              statement.setObject(7, hold.expiresAt().atOffset(ZoneOffset.UTC));
              return statement.executeUpdate();
            });
    if (inserted == 1) {
      return hold;
    }
    return find(key).orElseThrow();
  }

  Optional<Hold> find(String key) {
    return run(
        SELECT + "where h.idempotency_key = ?",
        statement -> {
          statement.setString(1, key);
          return list(statement).stream().findFirst();
        });
  }

  Hold lock(UUID id) {
    return run(
        SELECT + "where h.id = ? for no key update of h",
        statement -> {
          statement.setObject(1, id);
          return list(statement).stream()
              .findFirst()
              .orElseThrow(() -> Refusal.of(Kind.NOT_FOUND, "There is no hold " + id));
        });
  }

  /** Those that somebody else works on, or whose accounts are not open, wait for the next time. */
  List<Hold> lockExpired(Instant now, int limit) {
    return run(
        SELECT
            + """
              join account b on b.id = h.available_account
              where h.status = 'ACTIVE' and h.expires_at <= ? and a.status = 'OPEN' and b.status = 'OPEN'
              order by h.expires_at, h.id limit ? for no key update of h skip locked""",
        statement -> {
          statement.setObject(1, now.atOffset(ZoneOffset.UTC));
          statement.setInt(2, limit);
          return list(statement);
        });
  }

  void update(List<Hold> holds) {
    Object[] ids = holds.stream().map(Hold::id).toArray();
    Object[] captured = holds.stream().map(hold -> hold.captured().amount()).toArray();
    Object[] released = holds.stream().map(hold -> hold.released().amount()).toArray();
    Object[] statuses = holds.stream().map(hold -> hold.status().name()).toArray();
    run(
        """
        update hold h set captured = n.captured, released = n.released, status = n.status
          from unnest(?::uuid[], ?::numeric[], ?::numeric[], ?::text[]) as n (id, captured, released, status)
         where h.id = n.id""",
        statement -> {
          statement.setArray(1, statement.getConnection().createArrayOf("uuid", ids));
          statement.setArray(2, statement.getConnection().createArrayOf("numeric", captured));
          statement.setArray(3, statement.getConnection().createArrayOf("numeric", released));
          statement.setArray(4, statement.getConnection().createArrayOf("text", statuses));
          return statement.executeUpdate();
        });
  }

  boolean isBooked(String key) {
    return run(
        "select exists (select from journal_entry where idempotency_key = ?)",
        statement -> {
          statement.setString(1, key);
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
          }
        });
  }

  private static List<Hold> list(PreparedStatement statement) throws SQLException {
    List<Hold> holds = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        Currency currency = Currency.valueOf(row.getString("currency"));
        holds.add(
            new Hold(
                row.getObject("id", UUID.class),
                row.getObject("available_account", UUID.class),
                row.getObject("held_account", UUID.class),
                new Money(row.getBigDecimal("amount"), currency),
                new Money(row.getBigDecimal("captured"), currency),
                new Money(row.getBigDecimal("released"), currency),
                Hold.Status.valueOf(row.getString("status")),
                row.getObject("expires_at", OffsetDateTime.class).toInstant()));
      }
    }
    return holds;
  }

  private <T> T run(String sql, SqlWork<T> work) {
    return SqlWork.run(dataSource, sql, work);
  }
}
