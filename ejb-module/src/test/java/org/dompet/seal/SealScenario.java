package org.dompet.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.dompet.ledger.JournalEntry;
import org.dompet.ledger.LedgerScenario;
import org.dompet.ledger.StandaloneAccounts;
import org.dompet.ledger.StandaloneLedger;
import org.dompet.money.Currency;
import org.dompet.testing.LocalTransactions;
import org.dompet.testing.SettableClock;
import org.dompet.testing.TestDatabase;

/** Books of their own, for these get damaged, and seals on them. */
final class SealScenario implements AutoCloseable {
  static final Instant START = LedgerScenario.START;

  final TestDatabase database = TestDatabase.start(Map.of());
  final LocalTransactions transactions = new LocalTransactions(database.application());
  final SettableClock clock = new SettableClock(START);
  final StandaloneLedger ledger =
      new StandaloneLedger(transactions, clock, LedgerScenario.SETTINGS);
  final VerifySeals verifySeals = new VerifySeals(transactions);
  final UUID bank;
  final UUID account;
  private final AtomicInteger made = new AtomicInteger();

  SealScenario() {
    StandaloneAccounts accounts = new StandaloneAccounts(transactions, clock);
    bank = accounts.platform("external:bank", Currency.THB).id();
    account = accounts.open("available", Currency.THB);
  }

  /** Forgets all entries and seals. */
  void clear() {
    damage(
        "truncate correction, seal, posting, journal_entry;"
            + " update account set balance = 0, version = 0, last_posted_at = null");
    clock.set(START);
  }

  /** Books one entry for each second, the last of them now. */
  List<UUID> bookUntilNow(int entries) {
    List<UUID> ids = new ArrayList<>();
    for (int i = entries - 1; i >= 0; i--) {
      ids.add(bookMadeAt(clock.instant().minusSeconds(i)));
    }
    return ids;
  }

  UUID bookMadeAt(Instant moment) {
    return book(
        new UUID(
            SealSql.lowestAt(moment).getMostSignificantBits() | 0x7000L,
            0x8000000000000000L | made.incrementAndGet()));
  }

  UUID book(UUID id) {
    JournalEntry entry =
        JournalEntry.move(
            clock,
            LedgerScenario.key(),
            "TRANSFER",
            "test",
            LedgerScenario.thb("5.00"),
            bank,
            account);
    ledger
        .postRetrying(
            new JournalEntry(
                id,
                entry.idempotencyKey(),
                entry.kind(),
                entry.reference(),
                "ก \"quoted\"",
                entry.metadata(),
                entry.effectiveAt(),
                entry.actor(),
                entry.legs(),
                null,
                false))
        .orRefuse();
    return id;
  }

  Optional<Seal> seal(int most) {
    return seal(clock, most);
  }

  /** What came late, else the next. */
  Optional<Seal> seal(Clock now, int most) {
    SealLedger sealLedger = new SealLedger(transactions, now);
    return transactions.call(() -> sealLedger.sealLate(most).or(() -> sealLedger.sealNext(most)));
  }

  /** Seals until nothing is left; two minutes later, so that nothing is too young. */
  List<Seal> sealAll(int most) {
    clock.advance(Duration.ofMinutes(2));
    List<Seal> seals = new ArrayList<>();
    for (Optional<Seal> seal = seal(most); seal.isPresent(); seal = seal(most)) {
      seals.add(seal.get());
    }
    return seals;
  }

  SealReport verify() {
    return verifySeals.verify(1, number -> {});
  }

  /** What an owner does behind all triggers. */
  void damage(String sql) {
    TestDatabase.execute(
        database.superuser(),
        "set session_replication_role = replica; set search_path = dompet; " + sql);
  }

  String ask(String sql) {
    try (Connection connection = database.owner().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() {
    transactions.close();
    try {
      database.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
