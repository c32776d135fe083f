package org.dompet.wallet;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.dompet.money.Currency;

/** Wallets without a container: found by their ids, and no other way. */
public final class StandaloneWallets extends Wallets {
  private final DataSource database;

  public StandaloneWallets(DataSource database) {
    this.database = database;
  }

  @Override
  public Optional<Wallet> find(UUID id) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select user_id, currency, available_account, held_account, opened_at from wallet"
                    + " where id = ?")) {
      statement.setObject(1, id);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Wallet(
                    id,
                    row.getObject(1, UUID.class),
                    Currency.valueOf(row.getString(2)),
                    row.getObject(3, UUID.class),
                    row.getObject(4, UUID.class),
                    row.getObject(5, OffsetDateTime.class).toInstant()))
            : Optional.empty();
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
