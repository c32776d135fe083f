package org.dompet.server.books;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Derives the cached balance and version of an account from its postings. The account is locked
 * first: nobody posts meanwhile. Postings are never touched, and PostgreSQL checks the result as it
 * checks every posting.
 */
public final class FixBalance {
  /** Milliseconds to wait for an account that somebody is posting to. */
  private static final int LOCK_TIMEOUT = 5_000;

  /** The postings one by one: a proof, not a fingerprint, before anything is written. */
  private static final String WRONG =
      """
      select a.kind, a.currency, a.balance, a.version, p.total, p.lines
        from account a
       cross join lateral (
               select coalesce(sum(l.amount), 0) as total, count(*) as lines,
                      coalesce(min(l.sequence), 1) = 1 and coalesce(max(l.sequence), 0) = count(*)
                        and coalesce(bool_and(l.balance_after = l.before + l.amount), true) as intact
                 from (select q.sequence, q.amount, q.balance_after,
                              coalesce(lag(q.balance_after) over (order by q.sequence), 0) as before
                         from posting q where q.account_id = a.id) l) p
       where a.id = ? and p.intact and (a.balance <> p.total or a.version <> p.lines)""";

  private final DataSource database;

  /**
   * @param database to fix with, one whose connections are all of the transaction under way
   */
  public FixBalance(DataSource database) {
    this.database = database;
  }

  /** What would be done; nothing if the account needs nothing, or its postings are not intact. */
  public Optional<BalanceFix> plan(UUID account) {
    try (Connection connection = database.getConnection()) {
      return read(connection, account);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed.getMessage(), failed);
    }
  }

  /** Does it, and returns what was done. */
  public Optional<BalanceFix> fix(UUID account) {
    try (Connection connection = database.getConnection()) {
      lock(connection, account);
      Optional<BalanceFix> fix = read(connection, account);
      if (fix.isPresent()) {
        write(connection, fix.get());
      }
      return fix;
    } catch (SQLException failed) {
      throw new IllegalStateException(failed.getMessage(), failed);
    }
  }

  private static void lock(Connection connection, UUID account) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local lock_timeout = " + LOCK_TIMEOUT);
    }
    try (PreparedStatement statement =
        connection.prepareStatement("select 1 from account where id = ? for no key update")) {
      statement.setObject(1, account);
      statement.execute();
    }
  }

  private static Optional<BalanceFix> read(Connection connection, UUID account)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WRONG)) {
      statement.setObject(1, account);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new BalanceFix(
                    account,
                    row.getString("kind"),
                    row.getString("currency"),
                    row.getBigDecimal("balance"),
                    row.getLong("version"),
                    row.getBigDecimal("total"),
                    row.getLong("lines")))
            : Optional.empty();
      }
    }
  }

  private static void write(Connection connection, BalanceFix fix) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("update account set balance = ?, version = ? where id = ?")) {
      statement.setBigDecimal(1, fix.total());
      statement.setLong(2, fix.postings());
      statement.setObject(3, fix.account());
      statement.executeUpdate();
    }
  }
}
