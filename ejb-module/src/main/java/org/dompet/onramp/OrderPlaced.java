package org.dompet.onramp;

import java.util.UUID;
import org.dompet.money.Money;

/** Somebody wants to bring money in. Fired in the transaction that records the order. */
public record OrderPlaced(UUID orderId, UUID walletId, Provider provider, Money amount) {}
