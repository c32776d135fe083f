package org.dompet.ledger;

import java.time.Clock;
import java.util.UUID;
import org.dompet.money.Currency;
import org.dompet.testing.LocalTransactions;

/** Accounts without a container: what changes one is a transaction, or joins the one under way. */
public final class StandaloneAccounts extends Accounts {
  private final LocalTransactions transactions;

  public StandaloneAccounts(LocalTransactions transactions, Clock clock) {
    super(transactions, clock);
    this.transactions = transactions;
  }

  @Override
  public UUID open(String kind, Currency currency) {
    return transactions.call(() -> super.open(kind, currency));
  }

  @Override
  public void change(UUID id, Account.Status status) {
    transactions.run(() -> super.change(id, status));
  }
}
