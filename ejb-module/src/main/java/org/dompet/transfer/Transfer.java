package org.dompet.transfer;

import java.time.Instant;
import java.util.UUID;
import org.dompet.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A transfer that was made. There are no others: one that can't be made leaves nothing.
 *
 * @param id the journal entry's id
 * @param fromWalletId where the amount was taken
 * @param toWalletId where it was given
 */
public record Transfer(
    UUID id,
    UUID fromWalletId,
    UUID toWalletId,
    Money amount,
    @Nullable String note,
    Instant madeAt) {}
