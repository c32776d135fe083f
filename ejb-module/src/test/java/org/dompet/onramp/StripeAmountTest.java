package org.dompet.onramp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeAmountTest {
  @ParameterizedTest
  @CsvSource({
    "THB, 500.00, thb, 50000",
    "USD, 0.01, usd, 1",
    "USD, 999999.99, usd, 99999999",
    "IDR, 150000, idr, 15000000"
  })
  void countsHundredthsAlsoOfRupiah(Currency currency, String amount, String code, long units) {
    Money money = Money.of(amount, currency);

    assertThat(StripeAmount.units(money)).isEqualTo(units);
    assertThat(StripeAmount.code(currency)).isEqualTo(code);
    assertThat(StripeAmount.of(units, code)).isEqualTo(money);
  }

  @Test
  void knowsNoOtherCurrency() {
    for (String code : new String[] {"jpy", "THB", "", "btc"}) {
      assertThatThrownBy(() -> StripeAmount.of(100, code))
          .isInstanceOfSatisfying(
              Refusal.class, no -> assertThat(no.kind()).isEqualTo(Kind.CURRENCY_MISMATCH));
    }
    assertThatThrownBy(() -> StripeAmount.units(Money.of("1", Currency.BTC)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
