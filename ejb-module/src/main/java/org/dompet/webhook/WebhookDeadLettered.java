package org.dompet.webhook;

import java.time.Instant;
import java.util.UUID;

/**
 * An event has become a dead letter. Fired in the transaction that records it.
 *
 * @param deadLetterId the dead letter
 * @param eventId our id of the event
 * @param externalId the provider's id of the event
 * @param reason why the last attempt failed
 * @param attempts that failed, the first one included
 */
public record WebhookDeadLettered(
    UUID deadLetterId,
    UUID eventId,
    String provider,
    String externalId,
    String reason,
    int attempts,
    Instant firstFailedAt,
    Instant lastFailedAt) {}
