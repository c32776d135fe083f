package org.dompet.reconciliation;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Wallets one by one, with what their postings say. Each call is one statement and shows one
 * moment.
 */
@ApplicationScoped
public class WalletChecks {
  /** The most wallets in one call. */
  public static final int MAX_PAGE = 5_000;

  private static final UUID OLDEST = new UUID(0, 0);

  private static final String BOOKS =
      """
      with page as materialized (
        select w.id, w.currency, w.available_account, w.held_account, u.display_name
          from wallet w join app_user u on u.id = w.user_id
         where %s
      )
      select w.id, w.display_name, w.currency as of,
             a.id as a_id, a.balance as a_balance, a.version as a_version, a.total as a_total,
             a.lines as a_lines, a.intact as a_intact,
             h.id as h_id, h.balance as h_balance, h.version as h_version, h.total as h_total,
             h.lines as h_lines, h.intact as h_intact,
             d.*
        from page w
        left join lateral (%s) a on a.id = w.available_account
        left join lateral (%s) h on h.id = w.held_account
        left join lateral (
          select * from account_discrepancies(w.available_account)
           where a.id is null or not a.intact or a.balance <> a.total or a.version <> a.lines
          union all
          select * from account_discrepancies(w.held_account)
          union all
          select f.* from prove_wallets(w.id, w.id, 0, 100) p cross join lateral unnest(p.found) f) d on true
       order by w.id""";

  private static final String ACCOUNT =
      """
      select a.id, a.balance, a.version, p.lines, p.total,
             p.lines = p.last
               and p.chain = standing(p.lines, p.total, s.seed) # standing(0, 0, s.seed) as intact
        from account a
       cross join (select ?::bigint as seed) s
       cross join lateral (
         select count(*) as lines, coalesce(sum(amount), 0) as total, coalesce(max(sequence), 0) as last,
                coalesce(bit_xor(standing(sequence, balance_after, s.seed)
                                 # standing(sequence - 1, balance_after - amount, s.seed)), 0) as chain
           from posting where account_id = a.id) p
       where a.id = w.%s""";

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  @SuppressWarnings("NullAway.Init") // the data source is the container's
  protected WalletChecks() {}

  /** For use outside a container. */
  public WalletChecks(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** How many wallets there are. */
  public long count() {
    return SqlWork.run(
        dataSource,
        "select count(*) from wallet",
        statement -> {
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  /**
   * A page of wallets, oldest first.
   *
   * @param after the last of the page before; null for the first page
   * @param limit 1 to {@value #MAX_PAGE}
   */
  public List<WalletBooks> wallets(@Nullable UUID after, int limit) {
    return SqlWork.run(
        dataSource,
        sql("w.id > ? order by w.id limit ?"),
        statement -> {
          statement.setObject(1, after == null ? OLDEST : after);
          statement.setInt(2, Math.min(Math.max(limit, 1), MAX_PAGE));
          return books(statement, 3);
        });
  }

  /** Those of these wallets that there are, oldest first; at most {@value #MAX_PAGE}. */
  public List<WalletBooks> wallets(Collection<UUID> ids) {
    if (ids.size() > MAX_PAGE) {
      throw new IllegalArgumentException("At most " + MAX_PAGE + " wallets at once");
    }
    return SqlWork.run(
        dataSource,
        sql("w.id = any(?)"),
        statement -> {
          statement.setArray(1, statement.getConnection().createArrayOf("uuid", ids.toArray()));
          return books(statement, 2);
        });
  }

  private static String sql(String which) {
    return BOOKS.formatted(
        which, ACCOUNT.formatted("available_account"), ACCOUNT.formatted("held_account"));
  }

  private static List<WalletBooks> books(PreparedStatement statement, int seedAt)
      throws SQLException {
    long seed = ThreadLocalRandom.current().nextLong();
    statement.setLong(seedAt, seed);
    statement.setLong(seedAt + 1, seed);
    Map<UUID, WalletBooks> books = new LinkedHashMap<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        UUID id = row.getObject("id", UUID.class);
        WalletBooks known = books.get(id);
        List<Discrepancy> found =
            known == null ? new ArrayList<>() : new ArrayList<>(known.found());
        if (row.getString("kind") != null) {
          found.add(SqlWork.discrepancy(row));
        }
        books.put(
            id,
            new WalletBooks(
                id,
                row.getString("display_name"),
                row.getString("of"),
                account(row, "a_"),
                account(row, "h_"),
                found));
      }
    }
    return List.copyOf(books.values());
  }

  private static @Nullable AccountBooks account(ResultSet row, String prefix) throws SQLException {
    @Nullable UUID id = row.getObject(prefix + "id", UUID.class);
    if (id == null) {
      return null;
    }
    BigDecimal balance = row.getBigDecimal(prefix + "balance");
    return new AccountBooks(
        id,
        balance,
        row.getLong(prefix + "version"),
        row.getBigDecimal(prefix + "total"),
        row.getLong(prefix + "lines"),
        row.getBoolean(prefix + "intact"));
  }
}
