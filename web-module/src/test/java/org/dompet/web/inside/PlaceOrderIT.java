package org.dompet.web.inside;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.TransactionalException;
import jakarta.transaction.UserTransaction;
import java.util.UUID;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.onramp.PlaceOrder;
import org.dompet.onramp.Provider;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class PlaceOrderIT {
  @Inject private PlaceOrder placeOrder;
  @Inject private UserTransaction transaction;

  @Test
  void asksNoProviderWithinATransaction() throws Exception {
    transaction.begin();
    try {
      assertThatThrownBy(
              () ->
                  placeOrder.place(
                      UUID.randomUUID(),
                      new PlaceOrder.Request(
                          UUID.randomUUID(), Provider.STRIPE, Money.of("1", Currency.THB)),
                      "key"))
          .isInstanceOf(TransactionalException.class)
          .hasCauseInstanceOf(InvalidTransactionException.class);
    } finally {
      transaction.rollback();
    }
  }
}
