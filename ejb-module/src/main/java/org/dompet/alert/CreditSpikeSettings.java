package org.dompet.alert;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.refusal.Refusal;
import org.eclipse.microprofile.config.Config;

/**
 * How much is much.
 *
 * @param window {@code dompet.alert.credit-spike.window}: credits within it are added up; 1 minute
 *     to 31 days
 * @param wallet {@code dompet.alert.credit-spike.wallet-threshold}: what one wallet may take in; a
 *     currency that is not named has none
 * @param total {@code dompet.alert.credit-spike.total-threshold}: what all wallets together may
 */
record CreditSpikeSettings(
    Duration window, Map<Currency, Money> wallet, Map<Currency, Money> total) {
  private static final String PREFIX = "dompet.alert.credit-spike.";

  static final String WALLET =
      "THB=500000,USD=15000,IDR=250000000,USDT=15000,BTC=0.2,TON=5000,ETH=5";
  static final String TOTAL =
      "THB=5000000,USD=150000,IDR=2500000000,USDT=150000,BTC=2,TON=50000,ETH=50";

  CreditSpikeSettings {
    if (window.compareTo(Duration.ofMinutes(1)) < 0 || window.compareTo(Duration.ofDays(31)) > 0) {
      throw new IllegalArgumentException(PREFIX + "window must be between PT1M and P31D");
    }
  }

  /** Reads {@code THB=500000,USD=15000}; "off" is no threshold at all. */
  static Map<Currency, Money> thresholds(String key, String text) {
    Map<Currency, Money> thresholds = new EnumMap<>(Currency.class);
    if (text.strip().equals("off")) {
      return Collections.unmodifiableMap(thresholds);
    }
    for (String part : text.split(",", -1)) {
      String[] sides = part.strip().split("=", -1);
      Optional<Money> threshold = sides.length == 2 ? money(sides) : Optional.empty();
      if (threshold.filter(Money::isPositive).isEmpty()
          || thresholds.put(threshold.get().currency(), threshold.get()) != null) {
        throw new IllegalArgumentException(
            PREFIX + key + " must be like THB=500000,USD=15000, each currency once, or off");
      }
    }
    return Collections.unmodifiableMap(thresholds);
  }

  private static Optional<Money> money(String[] sides) {
    try {
      return Optional.of(Money.of(sides[1].strip(), Currency.of(sides[0].strip())));
    } catch (Refusal unreadable) {
      return Optional.empty();
    }
  }

  /** Reads them from the configuration. */
  @ApplicationScoped
  static class Source {
    @Produces
    CreditSpikeSettings settings(Config config) {
      return new CreditSpikeSettings(
          config.getOptionalValue(PREFIX + "window", Duration.class).orElse(Duration.ofHours(1)),
          thresholds(
              "wallet-threshold",
              config.getOptionalValue(PREFIX + "wallet-threshold", String.class).orElse(WALLET)),
          thresholds(
              "total-threshold",
              config.getOptionalValue(PREFIX + "total-threshold", String.class).orElse(TOTAL)));
    }
  }
}
