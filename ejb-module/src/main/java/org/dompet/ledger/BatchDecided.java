package org.dompet.ledger;

import java.util.List;

/**
 * The ledger decided over a batch; it counts when its transaction commits.
 *
 * @param outcomes one for each entry
 */
public record BatchDecided(List<Outcome> outcomes) {
  public BatchDecided {
    outcomes = List.copyOf(outcomes);
  }
}
