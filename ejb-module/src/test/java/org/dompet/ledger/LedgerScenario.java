package org.dompet.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.testing.Books;
import org.dompet.testing.LocalTransactions;
import org.dompet.testing.SettableClock;
import org.dompet.testing.TestDatabase;

/**
 * A ledger on the shared database, and words to test it with. Tests share the books and tell their
 * accounts and keys apart; each proves all the books at its end.
 */
public final class LedgerScenario implements AutoCloseable {
  public static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
  public static final String ACTOR = "test";

  /** Quick to give up: what a test locks stays locked. */
  public static final LedgerSettings SETTINGS =
      new LedgerSettings(Duration.ofMillis(200), 1_000, 100, Duration.ofSeconds(10));

  private static final AtomicLong KEYS = new AtomicLong();
  private static final String RUN = UUID.randomUUID().toString();

  public final TestDatabase database = TestDatabase.shared();
  public final LocalTransactions transactions = new LocalTransactions(database.application());
  public final SettableClock clock = new SettableClock(START);
  public final StandaloneAccounts accounts;
  public final StandaloneLedger ledger;
  public final StandaloneHolds holds;

  public LedgerScenario() {
    this(SETTINGS);
  }

  public LedgerScenario(LedgerSettings settings) {
    accounts = new StandaloneAccounts(transactions, clock);
    ledger = new StandaloneLedger(transactions, clock, settings);
    holds = new StandaloneHolds(ledger, transactions, clock);
  }

  public static Money thb(String amount) {
    return Money.of(amount, Currency.THB);
  }

  /** A key that nobody used. */
  public static String key() {
    return "test:" + RUN + ":" + KEYS.incrementAndGet();
  }

  /** Where money comes from: it may go below zero. */
  public UUID bank() {
    return bank(Currency.THB);
  }

  public UUID bank(Currency currency) {
    return accounts.platform("external:bank", currency).id();
  }

  public UUID open() {
    return accounts.open("available", Currency.THB);
  }

  /** An open account in THB with a balance, booked from the bank. */
  public UUID openWith(String balance) {
    UUID account = open();
    ledger.postRetrying(move(balance, bank(), account)).orRefuse();
    return account;
  }

  public JournalEntry move(String amount, UUID from, UUID to) {
    return move(key(), thb(amount), from, to);
  }

  public JournalEntry move(String key, Money amount, UUID from, UUID to) {
    return JournalEntry.move(clock, key, "TRANSFER", ACTOR, amount, from, to);
  }

  public Account account(UUID id) {
    return accounts.find(id).orElseThrow();
  }

  public String balance(UUID id) {
    return account(id).balance().decimal();
  }

  /** The kind of a refusal, or null of what was booked. */
  public static Kind refusal(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused ? refused.reason().kind() : null;
  }

  /** Proves the books, then lets the connections go. */
  @Override
  public void close() {
    try {
      Books.prove(database.owner());
    } finally {
      transactions.close();
    }
  }
}
