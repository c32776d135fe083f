package org.dompet.web.correction;

import java.time.Instant;
import java.util.UUID;
import org.dompet.correction.Correction;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.jspecify.annotations.Nullable;

/** A correction as it stands. */
record CorrectionView(
    UUID id,
    UUID walletId,
    Correction.Kind kind,
    @Nullable String amount,
    Currency currency,
    String reason,
    boolean twoPeople,
    Correction.Status status,
    UUID requestedBy,
    Instant requestedAt,
    Instant expiresAt,
    @Nullable UUID decidedBy,
    @Nullable Instant decidedAt,
    @Nullable String note,
    @Nullable UUID entryId) {
  static CorrectionView of(Correction correction) {
    @Nullable Money amount = correction.amount();
    Correction.@Nullable Decision decision = correction.decision();
    return new CorrectionView(
        correction.id(),
        correction.walletId(),
        correction.kind(),
        amount == null ? null : amount.decimal(),
        correction.currency(),
        correction.reason(),
        correction.twoPeople(),
        correction.status(),
        correction.requestedBy(),
        correction.requestedAt(),
        correction.expiresAt(),
        decision == null ? null : decision.by(),
        decision == null ? null : decision.at(),
        decision == null ? null : decision.note(),
        correction.entryId());
  }
}
