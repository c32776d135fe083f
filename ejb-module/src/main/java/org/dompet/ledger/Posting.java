package org.dompet.ledger;

import java.time.Instant;
import java.util.UUID;
import org.dompet.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * One line in an account's history, with what its entry says about it.
 *
 * @param sequence 1, 2, 3 … within the account, without a gap
 * @param amount signed: positive came in, negative went out
 */
public record Posting(
    UUID accountId,
    long sequence,
    UUID entryId,
    Money amount,
    Money balanceAfter,
    String kind,
    @Nullable String description,
    Instant effectiveAt,
    Instant recordedAt) {}
