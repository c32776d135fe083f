package org.dompet.web.inside;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dompet.ledger.Accounts;
import org.dompet.ledger.BatchDecided;
import org.dompet.ledger.JournalEntry;
import org.dompet.ledger.Ledger;
import org.dompet.ledger.RetriesConflicts;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;

/** Use cases for tests: what the container makes of their annotations is what is tested. */
@ApplicationScoped
public class Books {
  private final List<Integer> batchSizes = new CopyOnWriteArrayList<>();
  private Ledger ledger;
  private Accounts accounts;
  private Clock clock;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private TransactionSynchronizationRegistry transactions;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected Books() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the registry is the container's
  Books(Ledger ledger, Accounts accounts, Clock clock) {
    this.ledger = ledger;
    this.accounts = accounts;
    this.clock = clock;
  }

  public static Money thb(String amount) {
    return Money.of(amount, Currency.THB);
  }

  public UUID bank() {
    return accounts.platform("external:bank", Currency.THB).id();
  }

  public UUID open() {
    return accounts.open("available", Currency.THB);
  }

  public String balance(UUID account) {
    return accounts.find(account).orElseThrow().balance().decimal();
  }

  public JournalEntry move(String amount, UUID from, UUID to) {
    return JournalEntry.move(
        clock, "test:" + UUID.randomUUID(), "TRANSFER", "test", thb(amount), from, to);
  }

  /** Books, and is refused afterwards for something else. */
  @Transactional
  public void bookAndRefuse(JournalEntry entry) {
    ledger.post(entry).orRefuse();
    throw Refusal.of(Kind.NOT_FOUND, "Refused on purpose");
  }

  /** Books after telling which transaction does it. */
  @RetriesConflicts
  @Transactional
  public void bookRetrying(JournalEntry entry, Attempts attempts) {
    attempts.begun(transactions.getTransactionKey());
    ledger.post(entry).orRefuse();
  }

  /** Hears of each attempt's transaction before it books. */
  public interface Attempts {
    void begun(Object transaction);
  }

  void onBatch(@Observes BatchDecided batch) {
    batchSizes.add(batch.outcomes().size());
  }

  /** Of all batches since the server started. */
  public List<Integer> batchSizes() {
    return List.copyOf(batchSizes);
  }
}
