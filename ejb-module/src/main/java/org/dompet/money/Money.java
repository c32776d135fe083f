package org.dompet.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;

/**
 * An amount of a currency, exact. The scale is always the currency's, so equal amounts are equal
 * objects.
 *
 * @param amount positive, zero or negative, below {@code 10^20} in size (PostgreSQL's {@code
 *     numeric(38,18)})
 */
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {
  private static final BigDecimal LIMIT = BigDecimal.TEN.pow(20);

  /** Plain decimals only: no exponent, no sign but minus, no blanks, no digit groups. */
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,18})?");

  /**
   * @throws Refusal {@link Kind#INVALID_AMOUNT} if the amount has more digits than the currency, or
   *     is too large to book
   */
  public Money {
    if (amount.abs().compareTo(LIMIT) >= 0) {
      throw Refusal.of(Kind.INVALID_AMOUNT, "amount", "is too large");
    }
    try {
      amount = amount.setScale(currency.scale(), RoundingMode.UNNECESSARY);
    } catch (ArithmeticException tooFine) {
      throw Refusal.of(
          Kind.INVALID_AMOUNT,
          "amount",
          "has more than the " + currency.scale() + " decimal places of " + currency);
    }
  }

  /**
   * Reads a decimal string such as {@code "12.50"}.
   *
   * @throws Refusal {@link Kind#INVALID_AMOUNT} if it isn't one, or doesn't fit the currency
   */
  public static Money of(String decimal, Currency currency) {
    if (!DECIMAL.matcher(decimal).matches()) {
      throw Refusal.of(Kind.INVALID_AMOUNT, "amount", "is not a decimal number like \"12.50\"");
    }
    return new Money(new BigDecimal(decimal), currency);
  }

  public static Money zero(Currency currency) {
    return new Money(BigDecimal.ZERO, currency);
  }

  /** The sum. Adding another currency is a mistake of the program, not of a person. */
  public Money plus(Money other) {
    requireSameCurrency(other);
    return new Money(amount.add(other.amount), currency);
  }

  public Money minus(Money other) {
    return plus(other.negate());
  }

  public Money negate() {
    return new Money(amount.negate(), currency);
  }

  public boolean isZero() {
    return amount.signum() == 0;
  }

  public boolean isPositive() {
    return amount.signum() > 0;
  }

  public boolean isNegative() {
    return amount.signum() < 0;
  }

  /** The amount as JSON carries it: {@code "12.50"}, always with all decimal places. */
  public String decimal() {
    return amount.toPlainString();
  }

  @Override
  public int compareTo(Money other) {
    requireSameCurrency(other);
    return amount.compareTo(other.amount);
  }

  @Override
  public String toString() {
    return decimal() + " " + currency;
  }

  private void requireSameCurrency(Money other) {
    if (currency != other.currency) {
      throw new IllegalArgumentException(currency + " and " + other.currency + " do not add up");
    }
  }
}
