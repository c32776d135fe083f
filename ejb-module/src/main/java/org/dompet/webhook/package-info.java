/**
 * What providers tell us: received, kept, and acted on exactly once.
 *
 * <p>{@code ReceiveWebhook} checks the address and the signature and records the event: from then
 * on nothing is lost. {@link org.dompet.messaging.Outbound} sends a nudge, and whoever hears it
 * lets {@link org.dompet.webhook.ProcessWebhook} claim what is due, several events at a time, ask
 * each one's {@link org.dompet.webhook.WebhookHandler} what it moves, and post all of it at once.
 * What fails is tried again by the schedule; what can't heal, or used up its retries, is a dead
 * letter, which {@link org.dompet.webhook.WebhookDeadLettered} tells. A sweep nudges for what no
 * message came for.
 *
 * <p>An event that no handler wants is {@code IGNORED}: Telegram's updates and Stripe's
 * subscriptions and invoices are kept that way for whoever will handle them.
 *
 * <p>Neighbours: {@code ledger}, {@code audit}, {@code messaging}, {@code refusal}, {@code time}
 * below; {@code onramp} and others above implement the handlers.
 */
@NullMarked
package org.dompet.webhook;

import org.jspecify.annotations.NullMarked;
