package org.dompet.correction;

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
 * What one administrator may do alone.
 *
 * @param approvalAbove {@code dompet.emergency.approval-above}: all that one administrator credits
 *     and debits alone within {@link #PERIOD}; a currency that is not named takes two from the
 *     first satang
 * @param lifetime {@code dompet.emergency.approval-lifetime}: how long a correction waits; 1 minute
 *     to 7 days
 */
record CorrectionSettings(Map<Currency, Money> approvalAbove, Duration lifetime) {
  /** What one person does alone is added up over it: many small ones are a large one. */
  static final Duration PERIOD = Duration.ofDays(1);

  private static final String PREFIX = "dompet.emergency.";
  private static final String ABOVE =
      "THB=1000,USD=30,IDR=500000,USDT=30,BTC=0.0005,TON=10,ETH=0.01";

  CorrectionSettings {
    approvalAbove = Map.copyOf(approvalAbove);
    if (lifetime.compareTo(Duration.ofMinutes(1)) < 0
        || lifetime.compareTo(Duration.ofDays(7)) > 0) {
      throw new IllegalArgumentException(PREFIX + "approval-lifetime must be between PT1M and P7D");
    }
  }

  /** Whether it takes two, after what the same person did alone before. */
  boolean takesTwo(Money amount, Money before) {
    Money most = approvalAbove.getOrDefault(amount.currency(), Money.zero(amount.currency()));
    return before.plus(amount).compareTo(most) > 0;
  }

  /** Reads {@code THB=1000,USD=30}; "none" is two administrators for everything. */
  static Map<Currency, Money> amounts(String text) {
    Map<Currency, Money> amounts = new EnumMap<>(Currency.class);
    if (text.strip().equals("none")) {
      return Collections.unmodifiableMap(amounts);
    }
    for (String part : text.split(",", -1)) {
      String[] sides = part.strip().split("=", -1);
      Optional<Money> amount = sides.length == 2 ? money(sides) : Optional.empty();
      if (amount.filter(money -> !money.isNegative()).isEmpty()
          || amounts.put(amount.get().currency(), amount.get()) != null) {
        throw new IllegalArgumentException(
            PREFIX + "approval-above must be like THB=1000,USD=30, each currency once, or none");
      }
    }
    return Collections.unmodifiableMap(amounts);
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
    CorrectionSettings settings(Config config) {
      return new CorrectionSettings(
          amounts(config.getOptionalValue(PREFIX + "approval-above", String.class).orElse(ABOVE)),
          config
              .getOptionalValue(PREFIX + "approval-lifetime", Duration.class)
              .orElse(Duration.ofDays(1)));
    }
  }
}
