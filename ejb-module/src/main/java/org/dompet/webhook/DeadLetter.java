package org.dompet.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that could not be processed. It is open until a person has replayed or dismissed it; if
 * its event fails again after a replay, that is a new dead letter.
 *
 * @param eventId our id of the event
 * @param externalId the provider's id of the event
 * @param payload the event's, as JSON
 * @param reason why the last attempt failed
 * @param attempts that failed, the first one included
 * @param notes what the person who resolved it wrote
 * @param resolvedBy that person's id
 */
public record DeadLetter(
    UUID id,
    UUID eventId,
    String provider,
    String externalId,
    String type,
    String payload,
    String reason,
    int attempts,
    Instant firstFailedAt,
    Instant lastFailedAt,
    Status status,
    @Nullable String notes,
    @Nullable UUID resolvedBy,
    @Nullable Instant resolvedAt) {

  /** What a person has done about it. */
  public enum Status {
    OPEN,
    REPLAYED,
    DISMISSED
  }
}
