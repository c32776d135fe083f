package org.dompet.onramp;

import java.time.Instant;
import java.util.UUID;
import org.dompet.money.Money;

/**
 * A refund found less in the wallet than it had to take back: the rest is booked to suspense, and a
 * person has to decide about it. Fired in the transaction that books it.
 *
 * @param shortfall what was missing
 */
public record RefundShortfall(UUID orderId, UUID walletId, Money shortfall, Instant at) {}
