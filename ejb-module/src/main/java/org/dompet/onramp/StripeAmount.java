package org.dompet.onramp;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;

/**
 * Amounts as Stripe counts them: whole numbers of the smallest unit that Stripe has for a currency.
 * Which unit that is, is Stripe's rule and not ISO's: it has zero-decimal currencies such as JPY,
 * whose amounts are not multiplied, and it counts IDR in hundredths, though nobody pays with sen.
 * The three that we hold all have two decimals at Stripe.
 */
public final class StripeAmount {
  /** What Stripe can top up. */
  static final List<Currency> CURRENCIES = List.of(Currency.THB, Currency.USD, Currency.IDR);

  private StripeAmount() {}

  /** The number of smallest units. */
  static long units(Money money) {
    return money.amount().movePointRight(decimals(money.currency())).longValueExact();
  }

  /** Stripe's code of the currency. */
  static String code(Currency currency) {
    return currency.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The amount of so many smallest units.
   *
   * @param code the currency, in small letters
   * @throws Refusal {@link Kind#CURRENCY_MISMATCH} if it is not one that Stripe tops up here
   */
  public static Money of(long units, String code) {
    Currency currency =
        CURRENCIES.stream()
            .filter(known -> code(known).equals(code))
            .findFirst()
            .orElseThrow(
                () ->
                    Refusal.of(
                        Kind.CURRENCY_MISMATCH,
                        "Stripe's " + code + " is no currency of a top-up"));
    return new Money(BigDecimal.valueOf(units).movePointLeft(decimals(currency)), currency);
  }

  private static int decimals(Currency currency) {
    return switch (currency) {
      case THB, USD, IDR -> 2;
      case USDT, BTC, TON, ETH ->
          throw new IllegalArgumentException("Stripe does not count in " + currency);
    };
  }
}
