package org.dompet.webhook;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a provider says has happened: signed, recorded, and told once.
 *
 * <p>Its row is {@code RECEIVED} when the provider gets its answer. Processing ends it as {@code
 * PROCESSED}, or as {@code IGNORED} if nobody here handles it. A failure makes it {@code RETRYING}
 * until its next attempt; when the retries are used up, or cannot help, it is {@code DEAD} and
 * waits for a person as a dead letter.
 *
 * @param id ours
 * @param provider {@code moonpay}, {@code stripe} or {@code telegram}
 * @param eventId the provider's name for it; for MoonPay, which has none, made of the transaction,
 *     its status and its time
 * @param type as the provider writes it: {@code transaction_updated}, {@code
 *     checkout.session.completed}, {@code message}
 * @param occurredAt when it happened at the provider's; events of one reference apply in this order
 * @param payload the whole body, without secrets and card data
 * @param reference what it is about: MoonPay's {@code externalTransactionId}, Stripe's {@code
 *     client_reference_id} or {@code metadata.order_id} (our order), else the provider's own
 *     transaction, payment or subscription; null if it stands alone
 */
public record WebhookEvent(
    UUID id,
    String provider,
    String eventId,
    String type,
    Instant occurredAt,
    JsonObject payload,
    @Nullable String reference) {}
