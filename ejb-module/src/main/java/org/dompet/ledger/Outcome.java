package org.dompet.ledger;

import java.time.Instant;
import java.util.UUID;
import org.dompet.refusal.Refusal;

/** What became of an entry. One entry's refusal says nothing about its neighbours. */
public sealed interface Outcome {

  /** Booked now. */
  record Posted(UUID entryId, Instant recordedAt) implements Outcome {}

  /** Booked before, under the same key, for the same request: nothing was done again. */
  record Replayed(UUID entryId, Instant recordedAt) implements Outcome {}

  /** Not booked. */
  record Refused(Refusal reason) implements Outcome {}

  /**
   * The booked entry's id and time, new or replayed.
   *
   * @throws Refusal if it was refused
   */
  default Posted orRefuse() {
    if (this instanceof Refused refused) {
      throw refused.reason();
    }
    return this instanceof Replayed replayed
        ? new Posted(replayed.entryId(), replayed.recordedAt())
        : (Posted) this;
  }
}
