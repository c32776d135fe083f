package org.dompet.ledger;

import java.util.UUID;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * An account as it stands.
 *
 * @param kind {@code available} or {@code held} for a wallet's two; else a platform account such as
 *     {@code external:bank}
 * @param minimumBalance what the balance may not fall below; null = unbounded
 * @param version the number of postings, and the sequence of the last
 */
public record Account(
    UUID id,
    String kind,
    Status status,
    Money balance,
    @Nullable Money minimumBalance,
    long version) {

  /** Only an open account takes postings; a closed one is empty and stays closed. */
  public enum Status {
    OPEN,
    FROZEN,
    CLOSED
  }

  public Currency currency() {
    return balance.currency();
  }
}
