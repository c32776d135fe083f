package org.dompet.reconciliation;

import java.math.BigDecimal;
import java.util.UUID;

/**
 * An account and its postings at one moment.
 *
 * @param balance what the account says
 * @param version what the account says
 * @param total what its postings sum to
 * @param postings how many there are
 * @param intact the postings themselves are whole: numbered from 1 on without a gap, each
 *     continuing the one before
 */
public record AccountBooks(
    UUID accountId,
    BigDecimal balance,
    long version,
    BigDecimal total,
    long postings,
    boolean intact) {

  /** Whether balance and version are those of the postings. */
  public boolean isBalanced() {
    return intact && balance.compareTo(total) == 0 && version == postings;
  }
}
