package org.dompet.statement;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.dompet.money.Money;

/**
 * An entry of ours, from the provider's point of view.
 *
 * @param order what it was booked for
 * @param walletId whose money it was
 * @param references by which a statement may name it: the order, the payment, the checkout
 * @param amount more than zero: came in; less: was paid back
 * @param at when it happened at the provider
 */
record LedgerItem(
    UUID entryId, UUID order, UUID walletId, Set<String> references, Money amount, Instant at) {}
