package org.dompet.statement;

import java.time.Instant;
import java.util.UUID;
import org.dompet.onramp.Provider;
import org.jspecify.annotations.Nullable;

/**
 * An uploaded statement as it stands. It begins {@code RECEIVED}; a run makes it {@code MATCHED},
 * once.
 *
 * @param sha256 of the file, in hexadecimal digits
 * @param from the first moment of its first day
 * @param to the first moment after its last day
 * @param outcome null until it is matched
 */
public record Statement(
    UUID id,
    Provider provider,
    String sha256,
    Instant from,
    Instant to,
    int lines,
    UUID uploadedBy,
    Instant uploadedAt,
    @Nullable Outcome outcome) {

  /** Where it stands. */
  public enum State {
    RECEIVED,
    MATCHED
  }

  /**
   * What came of it.
   *
   * @param runId the run that matched it, and has the findings
   * @param matched lines that have their entries here
   * @param unmatched lines that have not
   * @param missing entries of its time that it does not have
   */
  public record Outcome(UUID runId, Instant at, int matched, int unmatched, int missing) {}

  public State state() {
    return outcome == null ? State.RECEIVED : State.MATCHED;
  }
}
