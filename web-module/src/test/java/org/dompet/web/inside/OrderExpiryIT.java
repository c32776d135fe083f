package org.dompet.web.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.dompet.audit.Caller;
import org.dompet.identity.Register;
import org.dompet.job.Job;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.onramp.Order;
import org.dompet.onramp.Orders;
import org.dompet.onramp.PlaceOrder;
import org.dompet.onramp.Provider;
import org.dompet.wallet.OpenWallet;
import org.dompet.wallet.Wallet;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class OrderExpiryIT {
  /** Right after it was placed; later than that is now. */
  private static final String OVERDUE =
      "update onramp_order set expires_at = created_at + interval '1 microsecond' where id = ?";

  @Inject private Register register;
  @Inject private OpenWallet wallets;
  @Inject private PlaceOrder placeOrder;
  @Inject private Orders orders;
  @Inject private JobsNow jobs;
  @Inject private Container container;

  @Test
  void endsOrdersThatNobodyPaidInTimeAndNoOthers() throws SQLException {
    Order late = place();
    Order waiting = place();
    change(OVERDUE, late);

    jobs.run(Job.ORDER_EXPIRY);

    assertThat(read(late).status()).isEqualTo(Order.Status.EXPIRED);
    assertThat(read(late).checkoutUrl()).isEmpty();
    assertThat(read(waiting).status()).isEqualTo(Order.Status.PENDING);
    assertThat(orders.expire(10)).isZero();
  }

  @Test
  void passesOverAnOrderThatSomebodyIsChanging() throws SQLException {
    Order late = place();
    change(OVERDUE, late);
    try (Connection other = container.dataSource().getConnection()) {
      other.setAutoCommit(false);
      try (PreparedStatement lock =
          other.prepareStatement("select 1 from onramp_order where id = ? for update")) {
        lock.setObject(1, late.id());
        try (ResultSet locked = lock.executeQuery()) {
          assertThat(locked.next()).isTrue();
        }
        jobs.run(Job.ORDER_EXPIRY);
        assertThat(read(late).status()).isEqualTo(Order.Status.PENDING);
      } finally {
        other.rollback();
      }
    }
    jobs.run(Job.ORDER_EXPIRY);
    assertThat(read(late).status()).isEqualTo(Order.Status.EXPIRED);
  }

  @Test
  void isNotUndoneByTheDatabaseEither() throws SQLException {
    Order order = place();
    change("update onramp_order set status = 'EXPIRED' where id = ?", order);
    assertThatThrownBy(
            () -> change("update onramp_order set status = 'PENDING' where id = ?", order))
        .isInstanceOfSatisfying(
            SQLException.class, no -> assertThat(no.getSQLState()).isEqualTo("OR001"));
    assertThatThrownBy(() -> change("update onramp_order set amount = 1 where id = ?", order))
        .hasMessageContaining("permission denied");
    assertThatThrownBy(
            () -> change("update onramp_order set status = 'COMPLETED' where id = ?", order))
        .hasMessageContaining("credited_once_completed");
    assertThatThrownBy(() -> change("delete from onramp_order where id = ?", order))
        .hasMessageContaining("permission denied");
  }

  private Order place() {
    UUID user =
        register
            .register(
                UUID.randomUUID() + "@example.org",
                "correct horse battery",
                "Malee",
                new Caller(null, null, null))
            .user()
            .id();
    Wallet wallet = wallets.open(user, Currency.USDT);
    return placeOrder
        .place(
            user,
            new PlaceOrder.Request(wallet.id(), Provider.MOONPAY, Money.of("10", Currency.USDT)),
            "key")
        .order();
  }

  private Order read(Order order) {
    return orders.own(order.userId(), order.id());
  }

  private void change(String sql, Order order) throws SQLException {
    try (Connection connection = container.dataSource().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, order.id());
      statement.executeUpdate();
    }
  }
}
