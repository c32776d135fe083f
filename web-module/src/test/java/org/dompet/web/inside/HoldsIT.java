package org.dompet.web.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.dompet.ledger.Account;
import org.dompet.ledger.Accounts;
import org.dompet.ledger.Hold;
import org.dompet.ledger.Holds;
import org.dompet.ledger.Ledger;
import org.dompet.money.Currency;
import org.dompet.refusal.Refusal;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class HoldsIT {
  @Inject private Books books;
  @Inject private Ledger ledger;
  @Inject private Accounts accounts;
  @Inject private Holds holds;
  @Inject private Clock clock;

  @Test
  void setMoneyAsideTakeAPartAndGiveTheRestBack() {
    UUID available = books.open();
    UUID held = accounts.open("held", Currency.THB);
    ledger.post(books.move("10.00", books.bank(), available)).orRefuse();
    Hold hold = place(available, held, "6.00");
    assertThat(books.balance(available)).isEqualTo("4.00");
    assertThat(books.balance(held)).isEqualTo("6.00");
    holds.capture(hold.id(), Books.thb("2.50"), books.bank(), "c:" + hold.id(), "test");
    Hold ended = holds.release(hold.id(), "r:" + hold.id(), "test");
    assertThat(ended.status()).isEqualTo(Hold.Status.RELEASED);
    assertThat(books.balance(available)).isEqualTo("7.50");
    assertThat(books.balance(held)).isEqualTo("0.00");
  }

  @Test
  void leaveNothingWhenTheBalanceDoesNotCoverThem() {
    UUID available = books.open();
    UUID held = accounts.open("held", Currency.THB);
    String key = "h:" + UUID.randomUUID();
    assertThatThrownBy(
            () ->
                holds.place(
                    available,
                    held,
                    Books.thb("1.00"),
                    clock.instant().plus(Duration.ofHours(1)),
                    key,
                    "test"))
        .isInstanceOf(Refusal.class);
    ledger.post(books.move("1.00", books.bank(), available)).orRefuse();
    // The key is free: the refused attempt's row was rolled back with it.
    Hold hold =
        holds.place(
            available,
            held,
            Books.thb("1.00"),
            clock.instant().plus(Duration.ofHours(1)),
            key,
            "test");
    assertThat(hold.status()).isEqualTo(Hold.Status.ACTIVE);
  }

  @Test
  void canBePlacedAgainOnceTheAccountIsOpenAgain() {
    UUID available = books.open();
    UUID held = accounts.open("held", Currency.THB);
    ledger.post(books.move("10.00", books.bank(), available)).orRefuse();
    accounts.change(available, Account.Status.FROZEN);
    assertThatThrownBy(() -> place(available, held, "1.00")).isInstanceOf(Refusal.class);
    accounts.change(available, Account.Status.OPEN);
    assertThat(place(available, held, "1.00").remaining()).isEqualTo(Books.thb("1.00"));
  }

  private Hold place(UUID available, UUID held, String amount) {
    return holds.place(
        available,
        held,
        Books.thb(amount),
        clock.instant().plus(Duration.ofHours(1)),
        "h:" + UUID.randomUUID(),
        "test");
  }
}
