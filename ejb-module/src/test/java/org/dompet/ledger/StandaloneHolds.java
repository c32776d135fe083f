package org.dompet.ledger;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.dompet.money.Money;
import org.dompet.testing.LocalTransactions;

/** Holds without a container: each step is a transaction, tried again after a conflict. */
public final class StandaloneHolds extends Holds {
  private final LocalTransactions transactions;

  public StandaloneHolds(StandaloneLedger ledger, LocalTransactions transactions, Clock clock) {
    super(ledger, new HoldSql(transactions), clock);
    this.transactions = transactions;
  }

  @Override
  public Hold place(
      UUID available, UUID held, Money amount, Instant expiresAt, String key, String actor) {
    return step(() -> super.place(available, held, amount, expiresAt, key, actor));
  }

  @Override
  public Hold capture(UUID holdId, Money part, UUID to, String key, String actor) {
    return step(() -> super.capture(holdId, part, to, key, actor));
  }

  @Override
  public Hold release(UUID holdId, String key, String actor) {
    return step(() -> super.release(holdId, key, actor));
  }

  @Override
  public int expire(int limit) {
    return step(() -> super.expire(limit));
  }

  private <T> T step(Supplier<T> work) {
    return Retries.onConflict(() -> transactions.call(work));
  }
}
