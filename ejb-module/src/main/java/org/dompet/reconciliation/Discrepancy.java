package org.dompet.reconciliation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Two things that should agree and don't, as a comparison saw them. Texts that are too long are
 * shortened.
 *
 * @param kind in capitals: {@code BALANCE_MISMATCH}
 * @param subject what it is about: {@code account:<id>}, {@code entry:<id>}, {@code currency:THB}
 *     …; at most 200 characters
 * @param walletId whose money it is about, if it is somebody's
 * @param currency of expected and actual, if they are amounts
 * @param expected what should be there: a decimal string, a number, a hash; at most 200 characters
 * @param actual what is there, likewise
 * @param detail a sentence for a person; at most 500 characters
 */
public record Discrepancy(
    String kind,
    String subject,
    @Nullable UUID walletId,
    @Nullable String currency,
    @Nullable String expected,
    @Nullable String actual,
    String detail) {
  private static final int LONGEST = 200;
  private static final int LONGEST_DETAIL = 500;

  public Discrepancy {
    subject = shorten(subject, LONGEST);
    expected = expected == null ? null : shorten(expected, LONGEST);
    actual = actual == null ? null : shorten(actual, LONGEST);
    detail = shorten(detail, LONGEST_DETAIL);
  }

  /** Whether expected and actual are balances of an account. */
  public boolean isOfBalance() {
    return kind.equals("BALANCE_MISMATCH") || kind.equals("HELD_MISMATCH");
  }

  private static String shorten(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
