package org.dompet.onramp;

import java.time.Instant;
import java.util.UUID;
import org.dompet.money.Money;

/** The money of an order is in the wallet. Fired in the transaction that credits it. */
public record OrderCredited(UUID orderId, UUID walletId, Money amount, Instant at) {}
