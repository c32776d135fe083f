package org.dompet.web.http;

import java.util.UUID;
import org.dompet.ledger.Account;
import org.dompet.ledger.LedgerScenario;
import org.dompet.web.server.TestServer;

/** Money from outside, and what else happens to a wallet behind the doors. */
final class Bank {
  private static final LedgerScenario LEDGER = new LedgerScenario();

  private Bank() {}

  /** Books an amount in THB from the bank into a wallet. */
  static synchronized void give(UUID walletId, String thb) {
    LEDGER.ledger.postRetrying(LEDGER.move(thb, LEDGER.bank(), account(walletId))).orRefuse();
  }

  static void change(UUID walletId, Account.Status status) {
    LEDGER.accounts.change(account(walletId), status);
  }

  private static UUID account(UUID walletId) {
    return Rows.id(
        TestServer.running().database(),
        "select available_account from wallet where id = ?",
        walletId);
  }
}
