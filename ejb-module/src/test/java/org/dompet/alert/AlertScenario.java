package org.dompet.alert;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.dompet.audit.AuditLog;
import org.dompet.audit.Caller;
import org.dompet.notification.StandaloneNotifications;
import org.dompet.reconciliation.Discrepancy;
import org.dompet.reconciliation.Finding;
import org.dompet.testing.FiredEvents;
import org.dompet.testing.LocalTransactions;
import org.dompet.testing.TestDatabase;
import org.jspecify.annotations.Nullable;

/** Alerts without a container, on the shared database. */
final class AlertScenario {
  static final Caller CALLER = new Caller("192.0.2.1", "test", "r-1");

  final TestDatabase database = TestDatabase.shared();
  final LocalTransactions transactions;
  final Clock clock;
  final Alerts alerts;
  final FiredEvents<AlertRaised> raised = new FiredEvents<>();
  final List<String> audited = new CopyOnWriteArrayList<>();
  final RaiseAlert raise;
  final ResolveAlert resolve;

  AlertScenario(LocalTransactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
    this.alerts = new Alerts(transactions);
    StandaloneNotifications notifications = StandaloneNotifications.toNowhere(transactions, clock);
    this.raise = new RaiseInTransaction(notifications);
    this.resolve = new ResolveAlert(alerts, new Audited(), clock);
  }

  /** What another run finds of a wallet. */
  static Incident mismatch(UUID wallet) {
    return incident(
        new Discrepancy(
            "BALANCE_MISMATCH",
            "account:" + wallet,
            wallet,
            "THB",
            "2.00",
            "1.00",
            "The balance is 1.00, not 2.00"));
  }

  /** What another run finds that is no wallet's. */
  static Incident fault(String kind, String subject) {
    return incident(
        new Discrepancy(kind, subject, null, "THB", "0.00", "1.00", subject + " is at fault"));
  }

  private static Incident incident(Discrepancy found) {
    return Incident.balanceMismatch(
        new Finding(UUID.randomUUID(), UUID.randomUUID(), found, Instant.EPOCH, null));
  }

  Alert resolve(UUID id, String notes, UUID by) {
    return transactions.call(() -> resolve.resolve(id, notes, by, CALLER));
  }

  Alert alert(UUID id) {
    return alerts.find(id).orElseThrow();
  }

  /** How often somebody is told about an alert. */
  long told(UUID alert) {
    return number("select count(*) from notification where key like ?", "alert:" + alert + ":%");
  }

  /** A new user's id. */
  UUID user() {
    UUID id = UUID.randomUUID();
    update(
        "insert into app_user (id, email, password_hash, display_name, created_at) values (?, ?, 'x', 'x', now())",
        id,
        id + "@dompet.test");
    return id;
  }

  long number(String sql, Object... parameters) {
    try (Connection connection = database.application().getConnection();
        PreparedStatement statement = prepare(connection, sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  void update(String sql, Object... parameters) {
    try (Connection connection = database.application().getConnection();
        PreparedStatement statement = prepare(connection, sql, parameters)) {
      statement.executeUpdate();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  /** Each call is a transaction, or joins the one under way. */
  private final class RaiseInTransaction extends RaiseAlert {
    RaiseInTransaction(StandaloneNotifications notifications) {
      super(alerts, notifications.notify, raised, AlertScenario.this.clock);
    }

    @Override
    public Optional<UUID> raise(Incident incident) {
      Supplier<Optional<UUID>> work = () -> super.raise(incident);
      return transactions.call(work);
    }
  }

  private final class Audited extends AuditLog {
    @Override
    public void done(String action, String actor, @Nullable String target, Caller caller) {
      audited.add(action + " " + actor + " " + target);
    }
  }
}
