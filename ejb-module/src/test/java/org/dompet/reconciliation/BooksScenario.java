package org.dompet.reconciliation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.dompet.job.RunPart;
import org.dompet.ledger.JournalEntry;
import org.dompet.ledger.LedgerScenario;
import org.dompet.ledger.StandaloneAccounts;
import org.dompet.ledger.StandaloneHolds;
import org.dompet.ledger.StandaloneLedger;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.testing.LocalTransactions;
import org.dompet.testing.SettableClock;
import org.dompet.testing.TestDatabase;

/** Books of their own, for these get damaged, with wallets and money in them. */
final class BooksScenario implements AutoCloseable {
  final TestDatabase database = TestDatabase.start(Map.of());
  final LocalTransactions transactions = new LocalTransactions(database.application());
  final SettableClock clock = new SettableClock(LedgerScenario.START);
  final StandaloneAccounts accounts = new StandaloneAccounts(transactions, clock);
  final StandaloneLedger ledger =
      new StandaloneLedger(transactions, clock, LedgerScenario.SETTINGS);
  final StandaloneHolds holds = new StandaloneHolds(ledger, transactions, clock);
  final ReconcileWallets reconcile = new ReconcileWallets(transactions);
  private final AtomicLong keys = new AtomicLong();

  /** Somebody's wallet. */
  record Purse(UUID walletId, UUID userId, UUID available, UUID held) {}

  /** Empties the books. */
  void clear() {
    damage(
        """
        truncate seal, posting, journal_entry, hold, finding, job_run_part, job_run, onramp_order,
                 wallet cascade;
        delete from account where kind in ('available', 'held');
        update account set balance = 0, version = 0, last_posted_at = null""");
  }

  /** As only an owner can who means harm: no trigger and no constraint looks. */
  void damage(String sql) {
    TestDatabase.execute(
        database.superuser(),
        "set session_replication_role = replica; set search_path = dompet; " + sql);
  }

  Purse open(Currency currency) {
    UUID user = UUID.randomUUID();
    update(
        "insert into app_user (id, email, password_hash, display_name, created_at) values (?, ?, 'x', 'x', now())",
        user,
        user + "@dompet.test");
    return open(user, currency);
  }

  Purse open(UUID user, Currency currency) {
    Purse purse =
        new Purse(
            UUID.randomUUID(),
            user,
            accounts.open("available", currency),
            accounts.open("held", currency));
    update(
        """
        insert into wallet (id, user_id, currency, available_account, held_account, opened_at)
        values (?, ?, ?, ?, ?, now())""",
        purse.walletId(),
        user,
        currency.name(),
        purse.available(),
        purse.held());
    return purse;
  }

  /** A wallet in THB with money in it. */
  Purse with(String thb) {
    Purse purse = open(Currency.THB);
    give(purse, thb);
    return purse;
  }

  UUID bank() {
    return accounts.platform("external:bank", Currency.THB).id();
  }

  UUID give(Purse purse, String thb) {
    return move(thb, bank(), purse.available());
  }

  UUID move(String thb, UUID from, UUID to) {
    return post(
        JournalEntry.move(clock, key(), "TRANSFER", "test", Money.of(thb, Currency.THB), from, to));
  }

  UUID post(JournalEntry entry) {
    ledger.postRetrying(entry).orRefuse();
    return entry.id();
  }

  UUID hold(Purse purse, String thb) {
    return holds
        .place(
            purse.available(),
            purse.held(),
            Money.of(thb, Currency.THB),
            clock.instant().plus(Duration.ofDays(1)),
            key(),
            "test")
        .id();
  }

  String key() {
    return "test:" + keys.incrementAndGet();
  }

  /** Looks at all books, as a run does. */
  List<Discrepancy> prove() {
    return prove(reconcile, reconcile.plan());
  }

  /** Looks at what belongs to one wallet. */
  List<Discrepancy> prove(Purse purse) {
    return prove(reconcile, reconcile.plan(purse.walletId()));
  }

  static List<Discrepancy> prove(ReconcileWallets reconcile, List<RunPart> plan) {
    List<Discrepancy> found = new ArrayList<>();
    for (RunPart part : plan) {
      looks(reconcile, part).forEach(proof -> found.addAll(proof.found()));
    }
    return found;
  }

  /** Looks at a part until it is done. */
  static List<Proof> looks(ReconcileWallets reconcile, RunPart part) {
    List<Proof> looks = new ArrayList<>();
    RunPart at = part;
    do {
      Proof proof = reconcile.prove(at);
      looks.add(proof);
      at =
          new RunPart(at.part(), at.work(), at.lower(), at.upper(), proof.position(), proof.done());
    } while (!at.done());
    return looks;
  }

  /** What was found, as {@code KIND subject expected actual}. */
  static List<String> lines(List<Discrepancy> found) {
    return found.stream()
        .map(
            one ->
                one.kind() + " " + one.subject() + ": " + one.expected() + " but " + one.actual())
        .toList();
  }

  void update(String sql, Object... parameters) {
    try (Connection connection = transactions.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  long number(String sql) {
    try (Connection connection = transactions.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
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
