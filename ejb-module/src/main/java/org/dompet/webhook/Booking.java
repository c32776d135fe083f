package org.dompet.webhook;

import java.util.List;
import java.util.function.Function;
import org.dompet.ledger.JournalEntry;
import org.dompet.refusal.Refusal;

/**
 * What an event moves. Its entries stand or fall with the event.
 *
 * @param entries none or more, to be posted with those of other events
 * @param otherwise what to book instead if one of them is refused, asked once and in the same
 *     transaction, with the accounts still locked; throws if there is nothing else
 */
public record Booking(List<JournalEntry> entries, Function<Refusal, Booking> otherwise) {
  /** Moves no money. */
  public static final Booking NOTHING = of();

  public Booking {
    entries = List.copyOf(entries);
  }

  /** Books these entries, and fails if one of them is refused. */
  public static Booking of(JournalEntry... entries) {
    return new Booking(
        List.of(entries),
        refusal -> {
          throw refusal;
        });
  }

  /** The same, with something else to book when it is refused. */
  public Booking otherwise(Function<Refusal, Booking> instead) {
    return new Booking(entries, instead);
  }
}
