package org.dompet.reconciliation;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wallet and what its postings say, at one moment.
 *
 * @param owner whose it is, as people are shown
 * @param available null if the account is not there
 * @param held null if the account is not there
 * @param found everything that is wrong with its accounts and holds; empty if nothing is
 */
public record WalletBooks(
    UUID walletId,
    String owner,
    String currency,
    @Nullable AccountBooks available,
    @Nullable AccountBooks held,
    List<Discrepancy> found) {
  public WalletBooks {
    found = List.copyOf(found);
  }

  /** What the accounts say, both together. */
  public BigDecimal balance() {
    return (available == null ? BigDecimal.ZERO : available.balance())
        .add(held == null ? BigDecimal.ZERO : held.balance());
  }

  /** What the postings say, both accounts' together. */
  public BigDecimal total() {
    return (available == null ? BigDecimal.ZERO : available.total())
        .add(held == null ? BigDecimal.ZERO : held.total());
  }

  /** True if the postings are whole, whatever the accounts say. */
  public boolean isIntact() {
    return available != null && available.intact() && held != null && held.intact();
  }

  public boolean isBalanced() {
    return found.isEmpty();
  }
}
