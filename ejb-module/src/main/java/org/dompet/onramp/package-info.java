/**
 * Money that comes in from a provider.
 *
 * <p>{@link org.dompet.onramp.PlaceOrder} records an {@link org.dompet.onramp.Order} and has the
 * provider open its checkout: {@code MoonPayWidget} signs an address, {@code StripeCheckout} asks
 * Stripe. What became of it comes as signed webhooks: {@code MoonPayEvents} and {@code
 * StripeEvents} read them, {@code SettleOrder} moves the order forward and says what is booked. An
 * order that nobody pays expires ({@code org.dompet.batch.expiry}); money that comes later is
 * credited all the same. {@link org.dompet.onramp.OnrampCatalog} tells what is offered.
 *
 * <p>Amounts: an order is of what the wallet is to receive, in the wallet's currency. Stripe must
 * bring exactly that; MoonPay, whose prices move, about that, and what it brings is credited. What
 * does not fit is refused and waits for a person. A refund takes the money back out of the wallet;
 * what is no longer there comes out of suspense, and the wallet never goes below zero.
 *
 * <p>Events: {@link org.dompet.onramp.OrderPlaced}, {@link org.dompet.onramp.OrderCredited}, {@link
 * org.dompet.onramp.OrderRefunded}, {@link org.dompet.onramp.RefundShortfall}, all in the
 * transaction that does it. Neighbours: {@code wallet}, {@code webhook}, {@code ledger} below.
 */
@NullMarked
package org.dompet.onramp;

import org.jspecify.annotations.NullMarked;
