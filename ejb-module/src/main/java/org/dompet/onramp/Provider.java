package org.dompet.onramp;

import java.util.Arrays;
import java.util.Locale;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;

/** Who takes a person's money for us. */
public enum Provider {
  /** Sells cryptocurrency: tops up wallets in USDT, BTC, TON and ETH. */
  MOONPAY,
  /** Takes cards: tops up wallets in THB, USD and IDR. */
  STRIPE;

  /**
   * The provider with this code.
   *
   * @throws Refusal {@link Kind#INVALID_REQUEST} for any other text
   */
  public static Provider of(String code) {
    return Arrays.stream(values())
        .filter(provider -> provider.code().equals(code))
        .findFirst()
        .orElseThrow(
            () -> Refusal.of(Kind.INVALID_REQUEST, "provider", "is neither moonpay nor stripe"));
  }

  /** The name in requests, and in the addresses of webhooks: {@code moonpay}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of the platform's account that stands for this provider. */
  String accountKind() {
    return "external:" + code();
  }
}
