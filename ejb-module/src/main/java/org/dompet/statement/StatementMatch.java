package org.dompet.statement;

import java.util.List;
import java.util.UUID;
import org.dompet.money.Money;

/**
 * Lines of a statement that are entries of ours: one is one, one is many, or many are one.
 *
 * @param lines by their numbers, in order
 * @param entries by their ids, in the order of their time
 * @param amount of either side
 * @param reason a sentence for a person
 */
public record StatementMatch(
    List<Integer> lines, List<UUID> entries, Money amount, Rule rule, String reason) {

  /** By what they were found to be the same; the strongest first. */
  public enum Rule {
    /** The line names the payment, and the amounts agree. */
    REFERENCE,
    /** The amounts agree, and they are close in time. */
    AMOUNT_AND_TIME,
    /** One side is the sum of what followed each other on the other. */
    SUM_AND_TIME
  }

  public StatementMatch {
    lines = List.copyOf(lines);
    entries = List.copyOf(entries);
    if (lines.isEmpty() || entries.isEmpty() || (lines.size() > 1 && entries.size() > 1)) {
      throw new IllegalArgumentException("A match has one on one side at least");
    }
  }
}
