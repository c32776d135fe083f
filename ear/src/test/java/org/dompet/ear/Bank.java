package org.dompet.ear;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.dompet.ledger.JournalEntry;
import org.dompet.ledger.LedgerSettings;
import org.dompet.ledger.StandaloneAccounts;
import org.dompet.ledger.StandaloneHolds;
import org.dompet.ledger.StandaloneLedger;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.testing.LocalTransactions;
import org.dompet.testing.TestDatabase;

/** Books beside the server, as another node would: what no door offers. */
final class Bank implements AutoCloseable {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final String ACTOR = "system:ear-check";

  private final LocalTransactions transactions;
  private final StandaloneAccounts accounts;
  private final StandaloneLedger ledger;
  private final StandaloneHolds holds;

  Bank(TestDatabase database) {
    transactions = new LocalTransactions(database.application());
    accounts = new StandaloneAccounts(transactions, CLOCK);
    ledger =
        new StandaloneLedger(
            transactions,
            CLOCK,
            new LedgerSettings(Duration.ofSeconds(5), 1_000, 100, Duration.ofSeconds(10)));
    holds = new StandaloneHolds(ledger, transactions, CLOCK);
  }

  /** Puts THB into a wallet by a journal entry. */
  void deposit(UUID wallet, String amount) throws SQLException {
    UUID bank = accounts.platform("external:bank", Currency.THB).id();
    UUID available = account(wallet, "available_account");
    ledger
        .postRetrying(
            JournalEntry.move(CLOCK, key(), "DEPOSIT", ACTOR, thb(amount), bank, available))
        .orRefuse();
  }

  /** Sets THB aside for a second: then it is the server's to give them back. */
  void holdBriefly(UUID wallet, String amount) throws SQLException {
    holds.place(
        account(wallet, "available_account"),
        account(wallet, "held_account"),
        thb(amount),
        CLOCK.instant().plusSeconds(1),
        key(),
        ACTOR);
  }

  @Override
  public void close() {
    transactions.close();
  }

  private UUID account(UUID wallet, String column) throws SQLException {
    try (Connection connection = transactions.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("select " + column + " from wallet where id = ?")) {
      statement.setObject(1, wallet);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getObject(1, UUID.class);
      }
    }
  }

  private static Money thb(String amount) {
    return Money.of(amount, Currency.THB);
  }

  private static String key() {
    return "ear-check:" + UUID.randomUUID();
  }
}
