package org.dompet.web.inside;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.dompet.alert.Alert;
import org.dompet.alert.AlertType;
import org.dompet.alert.Alerts;
import org.dompet.alert.EvaluateCreditSpikes;
import org.dompet.alert.Incident;
import org.dompet.alert.RaiseAlert;
import org.dompet.onramp.RefundShortfall;
import org.dompet.reconciliation.Discrepancy;
import org.dompet.reconciliation.Finding;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class AlertsInsideIT {
  private static final int AT_ONCE = 50;

  @Inject private RaiseAlert raise;
  @Inject private Alerts alerts;
  @Inject private EvaluateCreditSpikes spikes;
  @Inject private Event<RefundShortfall> shortfalls;
  @Inject private UserTransaction transaction;
  @Inject private Container container;
  @Inject private Clock clock;

  @Test
  void areOneRowHoweverOftenTheSameIsRaisedAtOnce() throws Exception {
    UUID wallet = UUID.randomUUID();
    List<Callable<Optional<UUID>>> raises = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      raises.add(() -> raise.raise(mismatch(wallet)));
    }
    List<UUID> ids = new ArrayList<>();
    for (Future<Optional<UUID>> raised : container.threads().invokeAll(raises)) {
      ids.add(raised.get().orElseThrow());
    }
    assertThat(ids).hasSize(AT_ONCE).containsOnly(ids.get(0));
    assertThat(alerts.find(ids.get(0)).orElseThrow().count()).isEqualTo(AT_ONCE);
  }

  @Test
  void comeAndGoWithTheTransactionOfWhatTheyAreAbout() throws Exception {
    UUID order = UUID.randomUUID();
    RefundShortfall event =
        new RefundShortfall(order, UUID.randomUUID(), Books.thb("7.50"), clock.instant());
    transaction.begin();
    shortfalls.fire(event);
    transaction.rollback();
    assertThat(about(order)).isEmpty();

    transaction.begin();
    shortfalls.fire(event);
    transaction.commit();
    assertThat(about(order)).hasSize(1);
    Alert alert = alerts.find(about(order).get(0)).orElseThrow();
    assertThat(alert.type()).isEqualTo(AlertType.REFUND_SHORTFALL);
    assertThat(alert.metadata())
        .containsEntry("shortfall", "7.50")
        .containsEntry("currency", "THB");
  }

  @Test
  void areRaisedByJobsWithoutATransaction() {
    String job = "job-" + UUID.randomUUID();
    UUID id = raise.raise(crash(job, "no disk")).orElseThrow();
    assertThat(alerts.find(id).orElseThrow().severity()).isEqualTo(AlertType.Severity.CRITICAL);
  }

  @Test
  void areLookedForInTheCredits() {
    assertThat(spikes.window()).isPositive();
    assertThat(spikes.evaluate()).isNotNegative();
  }

  private static Incident mismatch(UUID wallet) {
    return Incident.balanceMismatch(
        new Finding(
            UUID.randomUUID(),
            UUID.randomUUID(),
            new Discrepancy(
                "BALANCE_MISMATCH", "account:x", wallet, "THB", "2.00", "1.00", "1.00, not 2.00"),
            Instant.EPOCH,
            null));
  }

  private List<UUID> about(UUID order) throws SQLException {
    List<UUID> ids = new ArrayList<>();
    try (Connection connection = container.dataSource().getConnection();
        PreparedStatement statement =
            connection.prepareStatement("select id from alert where subject = ?")) {
      statement.setString(1, "order:" + order);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return ids;
  }

  private Incident crash(String job, String reason) {
    return Incident.jobCrash(job, UUID.randomUUID(), 1, clock.instant(), reason, null);
  }
}
