package org.dompet.correction;

import java.time.Instant;
import java.util.UUID;
import org.dompet.ledger.Account;
import org.dompet.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A wallet with its owner, as those see it who work here.
 *
 * @param flagged a reconciliation found something about it that nobody has acknowledged
 */
public record WalletFile(
    UUID walletId,
    UUID userId,
    String owner,
    @Nullable Long telegramId,
    @Nullable String username,
    Account.Status status,
    Money available,
    Money held,
    boolean flagged,
    Instant openedAt) {}
