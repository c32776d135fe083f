package org.dompet.server.webhook;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * A top-up that waits for its payment.
 *
 * @param provider {@code MOONPAY} or {@code STRIPE}
 * @param currency of the wallet and of the amount
 */
public record PlacedOrder(UUID id, String provider, String currency, BigDecimal amount) {

  /** Reads it from the database of the instance. */
  public static Optional<PlacedOrder> find(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select provider, currency, amount from dompet.onramp_order where id = ?")) {
      statement.setObject(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? Optional.of(
                new PlacedOrder(
                    id,
                    rows.getString("provider"),
                    rows.getString("currency"),
                    rows.getBigDecimal("amount")))
            : Optional.empty();
      }
    }
  }
}
