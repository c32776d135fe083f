package org.dompet.server.books;

import java.math.BigDecimal;
import java.util.UUID;

/**
 * What an account's postings say that it should say.
 *
 * @param kind of the account: available, held …
 * @param balance as cached now, and version likewise
 * @param total the sum of the postings
 * @param postings how many there are
 */
public record BalanceFix(
    UUID account,
    String kind,
    String currency,
    BigDecimal balance,
    long version,
    BigDecimal total,
    long postings) {

  /** In a few words, for people and for the audit log. */
  public String words() {
    String words = "balance " + plain(balance) + " -> " + plain(total) + " " + currency;
    return version == postings ? words : words + ", version " + version + " -> " + postings;
  }

  private static String plain(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }
}
