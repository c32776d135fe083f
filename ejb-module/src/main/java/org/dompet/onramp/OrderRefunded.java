package org.dompet.onramp;

import java.time.Instant;
import java.util.UUID;
import org.dompet.money.Money;

/**
 * Money of an order was paid back by the provider. Fired in the transaction that books it.
 *
 * @param amount of this refund alone
 */
public record OrderRefunded(UUID orderId, UUID walletId, Money amount, Instant at) {}
