package org.dompet.money;

import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;

/** What money can be counted in. The database holds the same list, in table {@code currency}. */
public enum Currency {
  THB(2),
  USD(2),
  IDR(2),
  USDT(6),
  BTC(8),
  TON(9),
  ETH(18);

  private final int scale;

  Currency(int scale) {
    this.scale = scale;
  }

  /** Digits after the decimal point of the smallest amount: 2 for THB, 8 for BTC. */
  public int scale() {
    return scale;
  }

  /**
   * The currency with this code.
   *
   * @throws Refusal {@link Kind#INVALID_REQUEST} for any other text
   */
  public static Currency of(String code) {
    for (Currency currency : values()) {
      if (currency.name().equals(code)) {
        return currency;
      }
    }
    throw Refusal.of(Kind.INVALID_REQUEST, "currency", "is not a currency that Dompet holds");
  }
}
