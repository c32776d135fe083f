package org.dompet.ledger;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.dompet.testing.LocalTransactions;

/** The ledger without a container: each call is a transaction, or joins the one under way. */
public final class StandaloneLedger extends Ledger {
  private final LocalTransactions transactions;

  public StandaloneLedger(LocalTransactions transactions, Clock clock, LedgerSettings settings) {
    super(transactions, clock, settings);
    this.transactions = transactions;
  }

  @Override
  public List<Outcome> post(List<JournalEntry> entries) {
    return transactions.call(() -> super.post(entries));
  }

  @Override
  public Outcome post(JournalEntry entry) {
    return post(List.of(entry)).get(0);
  }

  @Override
  public Outcome reverse(UUID entryId, String key, String reason, String actor) {
    return transactions.call(() -> super.reverse(entryId, key, reason, actor));
  }

  /** Posts as a use case with {@link RetriesConflicts} does. */
  public List<Outcome> postRetrying(List<JournalEntry> entries) {
    return Retries.onConflict(() -> post(entries));
  }

  /** Posts as a use case with {@link RetriesConflicts} does. */
  public Outcome postRetrying(JournalEntry entry) {
    return postRetrying(List.of(entry)).get(0);
  }
}
