package org.dompet.settlement;

import java.util.UUID;
import org.dompet.money.Currency;
import org.jspecify.annotations.Nullable;

/**
 * Something that a provider says and our books do not, or the other way round.
 *
 * @param subject what it is about: {@code moonpay:<payment>}, {@code order:<id>}, {@code
 *     statement:<id>:<line>}, {@code entry:<id>}
 * @param walletId whose money it is about, if that is known
 * @param expected what the provider says: an amount, or nothing
 * @param actual what is here
 * @param detail a sentence for a person, of at most {@value #LONGEST} characters
 */
public record Discrepancy(
    What what,
    String subject,
    @Nullable UUID walletId,
    @Nullable Currency currency,
    @Nullable String expected,
    @Nullable String actual,
    String detail) {
  static final int LONGEST = 500;
  private static final int LONGEST_VALUE = 200;

  /** In what way the two differ. */
  public enum What {
    /** Paid there, and not credited here. */
    MISSING_HERE,
    /** Credited here, and not paid there. */
    MISSING_THERE,
    AMOUNT_DIFFERS,
    CURRENCY_DIFFERS,
    /** One payment is in the books more than once. */
    CREDITED_TWICE,
    /** The order says that it was credited; the books have no entry for it. */
    NOT_BOOKED,
    /** Credited to another order than the one that was paid for. */
    ORDER_DIFFERS,
    /** Not as much was taken back here as was paid back there. */
    REFUND_DIFFERS,
    /** The provider's record can't be understood. */
    RECORD_UNREADABLE
  }

  public Discrepancy {
    expected = expected == null ? null : cut(expected, LONGEST_VALUE);
    actual = actual == null ? null : cut(actual, LONGEST_VALUE);
    detail = cut(detail, LONGEST);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
