package org.dompet.alert;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.jspecify.annotations.Nullable;

/** What wallets took in from outside, added up by the database. */
@ApplicationScoped
class CreditSql {
  /** One pass over the window's credits gives the sums by wallet and by currency. */
  private static final String SPIKES =
      """
      select sums.currency, sums.wallet_id, sums.amount, sums.credits, sums.last_entry
        from (select w.currency, w.id as wallet_id, sum(p.amount) as amount, count(*) as credits,
                     max(e.id::text)::uuid as last_entry
                from journal_entry e
                join posting p on p.entry_id = e.id and p.amount > 0
                join wallet w on w.available_account = p.account_id
               where e.kind = 'ONRAMP_CREDIT' and e.recorded_at > ?
               group by grouping sets ((w.currency, w.id), (w.currency))) sums
        join unnest(?::text[], ?::numeric[], ?::boolean[]) as limits (currency, threshold, total)
          on limits.currency = sums.currency and limits.total = (sums.wallet_id is null)
       where sums.amount > limits.threshold
       order by sums.wallet_id is not null, sums.amount desc
       limit ?""";

  /** A sum above its threshold. */
  record Spike(@Nullable UUID walletId, Money credited, long credits, UUID lastEntry) {}

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  @SuppressWarnings("NullAway.Init") // the data source is the container's
  protected CreditSql() {}

  /** For use outside a container. */
  CreditSql(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Sums above their thresholds of what was booked after a moment: totals first, then the largest.
   */
  List<Spike> spikes(
      Instant after, Map<Currency, Money> wallet, Map<Currency, Money> total, int most) {
    List<Money> thresholds = new ArrayList<>(wallet.values());
    thresholds.addAll(total.values());
    Object[] currencies = thresholds.stream().map(money -> money.currency().name()).toArray();
    Object[] amounts = thresholds.stream().map(Money::amount).toArray();
    Object[] totals = new Object[thresholds.size()];
    for (int i = 0; i < totals.length; i++) {
      totals[i] = i >= wallet.size();
    }
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(SPIKES)) {
      statement.setObject(1, after.atOffset(ZoneOffset.UTC));
      statement.setArray(2, connection.createArrayOf("text", currencies));
      statement.setArray(3, connection.createArrayOf("numeric", amounts));
      statement.setArray(4, connection.createArrayOf("boolean", totals));
      statement.setInt(5, most);
      return list(statement);
    } catch (SQLException failed) {
      throw new IllegalStateException("The database refused: " + failed.getMessage(), failed);
    }
  }

  private static List<Spike> list(PreparedStatement statement) throws SQLException {
    List<Spike> spikes = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        Currency currency = Currency.valueOf(row.getString("currency"));
        spikes.add(
            new Spike(
                row.getObject("wallet_id", UUID.class),
                new Money(row.getBigDecimal("amount"), currency),
                row.getLong("credits"),
                row.getObject("last_entry", UUID.class)));
      }
    }
    return spikes;
  }
}
