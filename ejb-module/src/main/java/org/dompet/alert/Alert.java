package org.dompet.alert;

import java.time.Instant;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it stands.
 *
 * @param summary of the last time it was raised, and so the metadata
 * @param count how often it was raised
 * @param resolution null while it is open
 */
public record Alert(
    UUID id,
    AlertType type,
    AlertType.Severity severity,
    String summary,
    SortedMap<String, String> metadata,
    long count,
    Instant raisedAt,
    Instant lastRaisedAt,
    @Nullable Resolution resolution) {

  /** Who closed it, when, and what was found and done. */
  public record Resolution(UUID by, Instant at, String notes) {}

  /** Where it stands. */
  public enum Status {
    OPEN,
    RESOLVED
  }

  public Status status() {
    return resolution == null ? Status.OPEN : Status.RESOLVED;
  }
}
