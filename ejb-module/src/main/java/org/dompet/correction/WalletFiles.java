package org.dompet.correction;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.dompet.ledger.Account;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.jspecify.annotations.Nullable;

/** Looks wallets up, whosever they are, for those who work here. */
@ApplicationScoped
public class WalletFiles {
  /** The most wallets on one page. */
  public static final int MAX_PAGE = 200;

  private static final UUID NEWEST = new UUID(-1, -1);

  private static final String SELECT =
      """
      select w.id, w.user_id, u.display_name, u.telegram_id, u.username, w.currency, a.status,
             a.balance as available, h.balance as held, w.needs_reconciliation, w.opened_at
        from wallet w
        join app_user u on u.id = w.user_id
        join account a on a.id = w.available_account
        join account h on h.id = w.held_account
      """;

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  @SuppressWarnings("NullAway.Init") // for the container
  protected WalletFiles() {}

  /** Outside a container. */
  WalletFiles(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Which wallets; null is any. */
  public record Filter(
      @Nullable UUID userId,
      @Nullable Long telegramId,
      @Nullable String username,
      @Nullable Currency currency,
      Account.@Nullable Status status) {}

  public Optional<WalletFile> find(UUID walletId) {
    return read(SELECT + "where w.id = ?", List.of(walletId)).stream().findFirst();
  }

  /**
   * A page, by falling ids.
   *
   * @param before the id that the page before ended with; null for the first
   * @param limit 1 to {@value #MAX_PAGE}
   */
  public List<WalletFile> list(Filter filter, @Nullable UUID before, int limit) {
    StringBuilder sql = new StringBuilder(SELECT).append("where w.id < ?");
    List<Object> parameters = new ArrayList<>();
    parameters.add(before == null ? NEWEST : before);
    equal(sql, parameters, "w.user_id", filter.userId());
    equal(sql, parameters, "u.telegram_id", filter.telegramId());
    equal(
        sql,
        parameters,
        "lower(u.username)",
        filter.username() == null ? null : filter.username().toLowerCase(Locale.ROOT));
    equal(
        sql, parameters, "w.currency", filter.currency() == null ? null : filter.currency().name());
    equal(sql, parameters, "a.status", filter.status() == null ? null : filter.status().name());
    parameters.add(Math.min(Math.max(limit, 1), MAX_PAGE));
    return read(sql + " order by w.id desc limit ?", parameters);
  }

  private static void equal(
      StringBuilder sql, List<Object> parameters, String column, @Nullable Object value) {
    if (value != null) {
      sql.append(" and ").append(column).append(" = ?");
      parameters.add(value);
    }
  }

  private List<WalletFile> read(String sql, List<Object> parameters) {
    return SqlWork.run(
        dataSource,
        sql,
        statement -> {
          for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
          }
          List<WalletFile> wallets = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              wallets.add(wallet(row));
            }
          }
          return wallets;
        });
  }

  private static WalletFile wallet(ResultSet row) throws SQLException {
    Currency currency = Currency.valueOf(row.getString("currency"));
    return new WalletFile(
        row.getObject("id", UUID.class),
        row.getObject("user_id", UUID.class),
        row.getString("display_name"),
        row.getObject("telegram_id", Long.class),
        row.getString("username"),
        Account.Status.valueOf(row.getString("status")),
        new Money(row.getBigDecimal("available"), currency),
        new Money(row.getBigDecimal("held"), currency),
        row.getBoolean("needs_reconciliation"),
        Objects.requireNonNull(SqlWork.moment(row, "opened_at")));
  }
}
