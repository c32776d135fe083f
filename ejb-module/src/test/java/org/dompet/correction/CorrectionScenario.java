package org.dompet.correction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dompet.audit.AuditLog;
import org.dompet.audit.Caller;
import org.dompet.ledger.LedgerScenario;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.testing.FiredEvents;
import org.dompet.wallet.StandaloneWallets;
import org.jspecify.annotations.Nullable;

/** Administrators, and people with money, on the shared books. Alone one may do 100 THB a day. */
final class CorrectionScenario {
  static final Caller CALLER = new Caller("192.0.2.1", "test", "r-1");
  static final String REASON = "Ticket 4711, paid twice";
  static final Duration LIFETIME = Duration.ofHours(8);

  final LedgerScenario books = new LedgerScenario();
  final FiredEvents<CorrectionChanged> told = new FiredEvents<>();
  final List<String> audited = new CopyOnWriteArrayList<>();
  final Corrections corrections = new Corrections(books.transactions, books.clock);
  final WalletFiles files = new WalletFiles(books.transactions);
  private final CarryOut carryOut =
      new CarryOut(
          new StandaloneWallets(books.transactions),
          books.accounts,
          books.ledger,
          new Audited(),
          told,
          books.clock);
  private final RequestCorrection request =
      new RequestCorrection(
          corrections,
          carryOut,
          new CorrectionSettings(CorrectionSettings.amounts("THB=100"), LIFETIME),
          books.clock);
  private final DecideCorrection decide = new DecideCorrection(corrections, carryOut, books.clock);

  /** Somebody's wallet. */
  record Purse(UUID walletId, UUID userId, UUID available) {}

  final class Audited extends AuditLog {
    @Override
    public void done(String action, String actor, @Nullable String target, Caller caller) {
      audited.add(action);
    }
  }

  UUID administrator() {
    return person("{USER,ADMIN}");
  }

  UUID person(String roles) {
    UUID id = UUID.randomUUID();
    update(
        "insert into app_user (id, email, password_hash, display_name, roles, created_at)"
            + " values (?, ?, 'x', 'x', ?::text[], now())",
        id,
        id + "@dompet.test",
        roles);
    return id;
  }

  Purse purse(String thb) {
    return purse(person("{USER}"), thb);
  }

  Purse purse(UUID userId, String thb) {
    Purse purse =
        new Purse(UUID.randomUUID(), userId, books.accounts.open("available", Currency.THB));
    update(
        """
        insert into wallet (id, user_id, currency, available_account, held_account, opened_at)
        values (?, ?, 'THB', ?, ?, now())\
        """,
        purse.walletId(),
        userId,
        purse.available(),
        books.accounts.open("held", Currency.THB));
    if (!thb.equals("0")) {
      books.ledger.postRetrying(books.move(thb, books.bank(), purse.available())).orRefuse();
    }
    return purse;
  }

  Correction credit(Purse purse, String thb, UUID by) {
    return money(Correction.Kind.CREDIT, purse, thb, LedgerScenario.key(), by).correction();
  }

  Correction debit(Purse purse, String thb, UUID by) {
    return money(Correction.Kind.DEBIT, purse, thb, LedgerScenario.key(), by).correction();
  }

  RequestCorrection.Result money(
      Correction.Kind kind, Purse purse, String thb, String key, UUID by) {
    return books.transactions.call(
        () ->
            request.money(
                kind, purse.walletId(), Money.of(thb, Currency.THB), REASON, key, by, CALLER));
  }

  Correction freeze(Purse purse, UUID by) {
    return books.transactions.call(() -> request.freeze(purse.walletId(), REASON, by, CALLER));
  }

  Correction unfreeze(Purse purse, UUID by) {
    return books.transactions.call(() -> request.unfreeze(purse.walletId(), REASON, by, CALLER));
  }

  Correction approve(Correction correction, UUID by) {
    return books.transactions.call(() -> decide.approve(correction.id(), null, by, CALLER));
  }

  Correction reject(Correction correction, UUID by) {
    return books.transactions.call(() -> decide.reject(correction.id(), "No", by, CALLER));
  }

  String available(Purse purse) {
    return files.find(purse.walletId()).orElseThrow().available().decimal();
  }

  void update(String sql, Object... parameters) {
    try (Connection connection = books.transactions.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
