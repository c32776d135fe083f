package org.dompet.settlement;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment, or what was paid back of one, as its provider knows it.
 *
 * @param reference the payment: MoonPay's transaction, Stripe's payment intent
 * @param order the order that the provider was told of, if it was
 * @param currency a code of ours if we have the currency, else the provider's own
 * @param amount of refunds: all of the payment's so far; null if it is not known yet, or is in a
 *     currency that is not counted here
 * @param problem why it could not be read, if it could not
 * @param at when it came to be so
 */
record ProviderRecord(
    What what,
    String reference,
    @Nullable String order,
    State state,
    @Nullable String currency,
    @Nullable BigDecimal amount,
    @Nullable String problem,
    Instant at) {
  private static final int LONGEST = 200;
  private static final int LONGEST_CODE = 20;
  private static final int MOST_DECIMALS = 18;
  private static final BigDecimal LIMIT = BigDecimal.TEN.pow(20);

  /** What it is about. */
  enum What {
    PAYMENT,
    REFUND
  }

  /** How far it is, in the order in which one may follow the other. */
  enum State {
    OPEN,
    FAILED,
    SETTLED
  }

  ProviderRecord {
    if (reference.isEmpty() || reference.length() > LONGEST) {
      throw new ProviderFailure.Unreadable("A record has no name, or too long a one");
    }
    if (currency != null && (currency.isEmpty() || currency.length() > LONGEST_CODE)) {
      currency = null;
      problem = "Its currency has no code, or too long a one";
    }
    if (amount != null && !fits(amount)) {
      amount = null;
      problem = "Its amount is below zero, too large, or has too many digits";
    }
    if (order != null) {
      order = shortened(order);
    }
    if (problem != null) {
      problem = shortened(problem);
    }
  }

  /** The same, but for what could not be read of it. */
  ProviderRecord unreadable(String why) {
    return new ProviderRecord(what, reference, order, state, currency, amount, why, at);
  }

  /** True if it tells more than another record of the same payment. */
  boolean supersedes(ProviderRecord other) {
    if (state != other.state) {
      return state.compareTo(other.state) > 0;
    }
    // Refunds of a payment grow: the larger sum is the later one.
    return what == What.PAYMENT
        || (amount != null && (other.amount == null || amount.compareTo(other.amount) >= 0));
  }

  private static boolean fits(BigDecimal amount) {
    return amount.signum() >= 0
        && amount.compareTo(LIMIT) < 0
        && amount.stripTrailingZeros().scale() <= MOST_DECIMALS;
  }

  /** One line, without what a database or a log can't hold. */
  private static String shortened(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cs}]+", " ").strip();
    String some = line.isEmpty() ? "?" : line;
    return some.length() <= LONGEST ? some : some.substring(0, LONGEST);
  }
}
