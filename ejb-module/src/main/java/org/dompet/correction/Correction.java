package org.dompet.correction;

import java.time.Instant;
import java.util.UUID;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A correction as it stands: asked for, and DONE at once; or WAITING for another administrator, who
 * approves it (DONE) or rejects it, until it expires.
 *
 * @param amount null if it is not about money
 * @param reason for those who work here; the wallet's owner does not see it
 * @param twoPeople whether it takes two
 * @param decision null while it waits
 */
public record Correction(
    UUID id,
    UUID walletId,
    Kind kind,
    Currency currency,
    @Nullable Money amount,
    String reason,
    boolean twoPeople,
    Status status,
    UUID requestedBy,
    Instant requestedAt,
    Instant expiresAt,
    @Nullable Decision decision,
    @Nullable UUID entryId) {

  /** What is done to the wallet. */
  public enum Kind {
    CREDIT,
    DEBIT,
    /** No money moves, at once. */
    FREEZE,
    UNFREEZE;

    boolean isOfMoney() {
      return this == CREDIT || this == DEBIT;
    }
  }

  /** How far it is. */
  public enum Status {
    WAITING,
    DONE,
    REJECTED,
    /** Nobody decided in time: it will never be done. */
    EXPIRED
  }

  /** Who approved or rejected it; alone, who asked for it. */
  public record Decision(UUID by, Instant at, @Nullable String note) {}
}
