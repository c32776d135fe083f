package org.dompet.reconciliation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A discrepancy that a run found.
 *
 * @param acknowledgement null while nobody has looked
 */
public record Finding(
    UUID id,
    UUID runId,
    Discrepancy discrepancy,
    Instant foundAt,
    @Nullable Acknowledgement acknowledgement) {

  /** Who looked, when, and what was found out and done. */
  public record Acknowledgement(UUID by, Instant at, String notes) {}
}
