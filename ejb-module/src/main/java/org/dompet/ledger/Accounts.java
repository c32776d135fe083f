package org.dompet.ledger;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
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
import org.dompet.time.UuidV7;

/**
 * The accounts of the ledger: opened, frozen, closed, and read. Only {@link Ledger} changes a
 * balance.
 */
@ApplicationScoped
@Transactional
public class Accounts {
  /** The most postings that one page of history holds. */
  public static final int MAX_PAGE = 200;

  private static final String COLUMNS =
      "id, currency, kind, status, minimum_balance, balance, version";

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected Accounts() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the data source is the container's
  Accounts(Clock clock) {
    this.clock = clock;
  }

  /** Accounts outside a container; whoever makes it sees to the transactions. */
  public Accounts(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  /** Opens an empty account of a wallet that may not go below zero; {@code kind} as in SQL. */
  public UUID open(String kind, Currency currency) {
    UUID id = UuidV7.next(clock);
    return run(
        "insert into account (id, currency, kind, opened_at) values (?, ?, ?, ?)",
        statement -> {
          statement.setObject(1, id);
          statement.setString(2, currency.name());
          statement.setString(3, kind);
          statement.setObject(4, clock.instant().atOffset(ZoneOffset.UTC));
          statement.executeUpdate();
          return id;
        });
  }

  public Optional<Account> find(UUID id) {
    return run(
        "select " + COLUMNS + " from account where id = ?",
        statement -> {
          statement.setObject(1, id);
          return one(statement);
        });
  }

  /** The platform's account of a kind such as {@code external:bank}; the seed made one each. */
  public Account platform(String kind, Currency currency) {
    return run(
        "select "
            + COLUMNS
            + " from account where kind = ? and currency = ? and kind not in ('available', 'held')",
        statement -> {
          statement.setString(1, kind);
          statement.setString(2, currency.name());
          return one(statement)
              .orElseThrow(() -> new IllegalStateException("No " + kind + " in " + currency));
        });
  }

  /**
   * Freezes, unfreezes or closes an account. A closed account stays closed.
   *
   * @throws Refusal if it is closed, or is to be closed with money in it
   */
  public void change(UUID id, Account.Status status) {
    Account account =
        run(
            "select " + COLUMNS + " from account where id = ? for no key update",
            statement -> {
              statement.setObject(1, id);
              return one(statement)
                  .orElseThrow(() -> Refusal.of(Kind.UNKNOWN_ACCOUNT, "There is no account " + id));
            });
    if (account.status() == Account.Status.CLOSED && status != Account.Status.CLOSED) {
      throw Refusal.of(Kind.ACCOUNT_CLOSED, "A closed account stays closed");
    }
    if (status == Account.Status.CLOSED && !account.balance().isZero()) {
      throw Refusal.of(Kind.INVALID_REQUEST, "Only an empty account can be closed");
    }
    run(
        "update account set status = ? where id = ?",
        statement -> {
          statement.setString(1, status.name());
          statement.setObject(2, id);
          return statement.executeUpdate();
        });
  }

  /** The balance as it was booked up to and including a moment. */
  public Money balanceAt(Account account, Instant moment) {
    return run(
        "select balance_at(?, ?)",
        statement -> {
          statement.setObject(1, account.id());
          statement.setObject(2, moment.atOffset(ZoneOffset.UTC));
          try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return new Money(rows.getBigDecimal(1), account.currency());
          }
        });
  }

  /**
   * A page of an account's history, newest first.
   *
   * @param before only postings with a lower sequence; {@link Long#MAX_VALUE} for the newest
   * @param limit 1 to {@value #MAX_PAGE}
   */
  public List<Posting> history(Account account, long before, int limit) {
    return run(
        """
        select p.sequence, p.entry_id, p.amount, p.balance_after,
               e.kind, e.description, e.effective_at, e.recorded_at
          from posting p join journal_entry e on e.id = p.entry_id
         where p.account_id = ? and p.sequence < ?
         order by p.sequence desc limit ?""",
        statement -> {
          statement.setObject(1, account.id());
          statement.setLong(2, before);
          statement.setInt(3, Math.min(Math.max(limit, 1), MAX_PAGE));
          List<Posting> page = new ArrayList<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              page.add(posting(account, rows));
            }
          }
          return page;
        });
  }

  private static Posting posting(Account account, ResultSet row) throws SQLException {
    return new Posting(
        account.id(),
        row.getLong("sequence"),
        row.getObject("entry_id", UUID.class),
        new Money(row.getBigDecimal("amount"), account.currency()),
        new Money(row.getBigDecimal("balance_after"), account.currency()),
        row.getString("kind"),
        row.getString("description"),
        row.getObject("effective_at", OffsetDateTime.class).toInstant(),
        row.getObject("recorded_at", OffsetDateTime.class).toInstant());
  }

  private static Optional<Account> one(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(LedgerSql.account(rows)) : Optional.empty();
    }
  }

  private <T> T run(String sql, SqlWork<T> work) {
    return SqlWork.run(dataSource, sql, work);
  }
}
