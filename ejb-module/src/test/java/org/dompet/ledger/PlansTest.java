package org.dompet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dompet.money.Currency;
import org.dompet.testing.LocalTransactions;
import org.dompet.testing.TestDatabase;
import org.dompet.time.SystemClock;
import org.junit.jupiter.api.Test;

/**
 * What a batch costs must not grow with the books. PostgreSQL plans a statement for tables as they
 * are when it is first used, and keeps the plan; young books, of which it has no statistics yet,
 * are the worst case.
 */
class PlansTest {
  private static final int PEOPLE = 60;

  private final Clock clock = new SystemClock().clock();

  @Test
  void noTableOfTheBooksIsReadThrough() throws Exception {
    try (TestDatabase database = TestDatabase.start(Map.of("autovacuum", "off"));
        LocalTransactions transactions = new LocalTransactions(database.application())) {
      StandaloneAccounts accounts = new StandaloneAccounts(transactions, clock);
      StandaloneLedger ledger = new StandaloneLedger(transactions, clock, LedgerScenario.SETTINGS);
      UUID bank = accounts.platform("external:bank", Currency.THB).id();
      List<UUID> people = new ArrayList<>();
      for (int i = 0; i < PEOPLE; i++) {
        people.add(accounts.open("available", Currency.THB));
      }
      for (int batch : new int[] {1, 1, 1, 2, 3, 5, 8, 13, 20, 50, 200, 500, 20, 1}) {
        List<JournalEntry> entries = new ArrayList<>();
        for (int i = 0; i < batch; i++) {
          entries.add(move(bank, people.get(i % PEOPLE)));
        }
        long read =
            transactions.call(
                () -> {
                  assertThat(ledger.post(entries)).allMatch(Outcome.Posted.class::isInstance);
                  return tablesReadThrough(transactions);
                });
        assertThat(read).as("tables read through for a batch of %d", batch).isZero();
      }
    }
  }

  private JournalEntry move(UUID from, UUID to) {
    return JournalEntry.move(
        clock, LedgerScenario.key(), "TRANSFER", "test", LedgerScenario.thb("0.01"), from, to);
  }

  /** How often, by the transaction under way. */
  private static long tablesReadThrough(LocalTransactions transactions) {
    try (Connection connection = transactions.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select sum(seq_scan) from pg_stat_xact_user_tables
                 where relname in ('account', 'journal_entry', 'posting')""")) {
      assertThat(row.next()).isTrue();
      return row.getLong(1);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
