package org.dompet.bench;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.dompet.ledger.JournalEntry;
import org.dompet.ledger.LedgerSettings;
import org.dompet.ledger.Outcome;
import org.dompet.ledger.StandaloneAccounts;
import org.dompet.ledger.StandaloneLedger;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.testing.LocalTransactions;
import org.dompet.time.SystemClock;
import org.dompet.time.UuidV7;

/** {@code Ledger.post} with 500 entries a transaction, on one connection. */
final class BatchPosting {
  static final int BATCH = 500;

  private final Clock clock = new SystemClock().clock();
  private final StandaloneLedger ledger;
  private final StandaloneAccounts accounts;

  BatchPosting(LocalTransactions transactions) {
    this.ledger = new StandaloneLedger(transactions, clock, LedgerSettings.DEFAULTS);
    this.accounts = new StandaloneAccounts(transactions, clock);
  }

  /** Opens accounts with a million in each. */
  List<UUID> open(int count) {
    UUID bank = accounts.platform("external:bank", Currency.THB).id();
    Money million = Money.of("1000000.00", Currency.THB);
    List<UUID> opened = new ArrayList<>();
    List<JournalEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      UUID account = accounts.open("available", Currency.THB);
      opened.add(account);
      entries.add(entry(bank, account, million));
    }
    requirePosted(ledger.post(entries));
    return opened;
  }

  /**
   * Transfers for as long as told, and returns how many it did. Entries come from another thread,
   * as they do in the product, where each request builds its own.
   */
  long run(Transfers transfers, Duration time) throws InterruptedException {
    BlockingQueue<List<JournalEntry>> built = new ArrayBlockingQueue<>(2);
    Thread requests = new Thread(() -> build(transfers, built), "requests");
    requests.start();
    try {
      long end = System.nanoTime() + time.toNanos();
      long count = 0;
      while (System.nanoTime() < end) {
        requirePosted(ledger.post(built.take()));
        count += BATCH;
      }
      return count;
    } finally {
      requests.interrupt();
      requests.join();
    }
  }

  private void build(Transfers transfers, BlockingQueue<List<JournalEntry>> built) {
    try {
      while (true) {
        List<JournalEntry> batch = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
          Transfers.Transfer next = transfers.next();
          batch.add(entry(next.from(), next.to(), next.amount()));
        }
        built.put(batch);
      }
    } catch (InterruptedException done) {
      Thread.currentThread().interrupt();
    }
  }

  private JournalEntry entry(UUID from, UUID to, Money amount) {
    return JournalEntry.move(
        clock, "bench:" + UuidV7.next(clock), "TRANSFER", "bench", amount, from, to);
  }

  private static void requirePosted(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      if (!(outcome instanceof Outcome.Posted)) {
        throw new IllegalStateException("Not booked: " + outcome);
      }
    }
  }
}
