package org.dompet.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.testing.LocalTransactions;
import org.dompet.testing.SettableClock;
import org.dompet.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertsTest {
  private static final int AT_ONCE = 50;

  private final SettableClock clock = new SettableClock(Instant.parse("2030-01-01T00:00:00Z"));
  private final LocalTransactions transactions =
      new LocalTransactions(TestDatabase.shared().application());
  private final AlertScenario scenario = new AlertScenario(transactions, clock);

  @AfterEach
  void close() {
    transactions.close();
  }

  @Test
  void areOneRowHoweverOftenTheSameIsRaisedAtOnce() throws Exception {
    UUID wallet = UUID.randomUUID();
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Callable<Optional<UUID>>> raises = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        raises.add(() -> scenario.raise.raise(AlertScenario.mismatch(wallet)));
      }
      for (Future<Optional<UUID>> raise : threads.invokeAll(raises)) {
        assertThat(raise.get()).isPresent();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(rows("wallet:" + wallet)).isEqualTo(1);
    Alert alert = scenario.alert(scenario.raised.all().get(0).alertId());
    assertThat(alert.count()).isEqualTo(AT_ONCE);
    assertThat(alert.status()).isEqualTo(Alert.Status.OPEN);
    // Told at 1 and at 10.
    assertThat(scenario.told(alert.id())).isEqualTo(2);
    assertThat(scenario.raised.all().stream().map(AlertRaised::count).sorted().toList())
        .containsExactlyElementsOf(
            java.util.stream.LongStream.rangeClosed(1, AT_ONCE).boxed().toList());
  }

  @Test
  void showTheLastTimeTheyWereRaised() {
    String job = "job-" + UUID.randomUUID();
    UUID id = scenario.raise.raise(crash(job, "first")).orElseThrow();
    clock.advance(Duration.ofMinutes(5));
    scenario.raise.raise(crash(job, "second"));

    Alert alert = scenario.alert(id);
    assertThat(alert.count()).isEqualTo(2);
    assertThat(alert.severity()).isEqualTo(AlertType.Severity.CRITICAL);
    assertThat(alert.metadata())
        .containsEntry("jobName", job)
        .containsEntry("failureReason", "second")
        .containsEntry("lastRunTime", "2030-01-01T00:05:00Z");
    assertThat(alert.raisedAt()).isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
    assertThat(alert.lastRaisedAt()).isEqualTo(Instant.parse("2030-01-01T00:05:00Z"));
  }

  @Test
  void sayWhatAReconciliationFoundOfAWallet() {
    UUID wallet = UUID.randomUUID();
    UUID id = scenario.raise.raise(AlertScenario.mismatch(wallet)).orElseThrow();
    Alert alert = scenario.alert(id);
    assertThat(alert.severity()).isEqualTo(AlertType.Severity.CRITICAL);
    assertThat(alert.summary()).isEqualTo("Wallet " + wallet + ": The balance is 1.00, not 2.00");
    assertThat(alert.metadata())
        .containsEntry("walletId", wallet.toString())
        .containsEntry("currency", "THB")
        .containsEntry("expectedBalance", "2.00")
        .containsEntry("actualBalance", "1.00")
        .containsEntry("kind", "BALANCE_MISMATCH");
  }

  @Test
  void areOneForEachKindOfFaultThatIsNobodys() {
    String kind =
        "TEST_"
            + UUID.randomUUID()
                .toString()
                .replaceAll("[^a-f]", "X")
                .toUpperCase(java.util.Locale.ROOT);
    UUID first = scenario.raise.raise(AlertScenario.fault(kind, "entry:1")).orElseThrow();
    assertThat(scenario.raise.raise(AlertScenario.fault(kind, "entry:2"))).contains(first);
    assertThat(scenario.alert(first).metadata())
        .containsEntry("subject", "entry:2")
        .containsEntry("expected", "0.00")
        .doesNotContainKey("walletId");
  }

  @Test
  void countTheSameOccurrenceOnceAlsoAfterTheyWereResolved() {
    String job = "job-" + UUID.randomUUID();
    Incident crash = crash(job, "out of memory");
    UUID id = scenario.raise.raise(crash).orElseThrow();
    assertThat(scenario.raise.raise(crash)).isEmpty();
    assertThat(scenario.alert(id).count()).isEqualTo(1);
    scenario.resolve(id, "More memory", scenario.user());
    assertThat(scenario.raise.raise(crash)).isEmpty();
    assertThat(rows("job:" + job)).isEqualTo(1);
  }

  @Test
  void openAnewAfterTheyWereResolved() {
    UUID wallet = UUID.randomUUID();
    UUID first = scenario.raise.raise(AlertScenario.mismatch(wallet)).orElseThrow();
    UUID by = scenario.user();
    clock.advance(Duration.ofMinutes(1));
    Alert resolved = scenario.resolve(first, "  Booked by hand, see entry 7 ", by);
    assertThat(resolved.resolution())
        .isEqualTo(new Alert.Resolution(by, clock.instant(), "Booked by hand, see entry 7"));
    assertThat(scenario.audited).containsExactly("alert.resolve " + by + " " + first);

    UUID second = scenario.raise.raise(AlertScenario.mismatch(wallet)).orElseThrow();
    assertThat(second).isNotEqualTo(first);
    assertThat(scenario.alert(second).count()).isEqualTo(1);
    assertThat(scenario.alert(first).count()).isEqualTo(1);
    assertThat(scenario.told(second)).isEqualTo(1);
  }

  @Test
  void areResolvedOnceWithNotesBySomebody() {
    UUID by = scenario.user();
    UUID id = scenario.raise.raise(AlertScenario.mismatch(UUID.randomUUID())).orElseThrow();
    for (String notes : List.of("", "  \n ", "x".repeat(2_001), "a\0b")) {
      refuses(Kind.INVALID_REQUEST, () -> scenario.resolve(id, notes, by));
    }
    refuses(Kind.NOT_FOUND, () -> scenario.resolve(UUID.randomUUID(), "why", by));
    scenario.resolve(id, "x".repeat(2_000), by);
    refuses(Kind.ALREADY_RESOLVED, () -> scenario.resolve(id, "again", scenario.user()));
    assertThat(scenario.alert(id).resolution().notes()).isEqualTo("x".repeat(2_000));
    assertThat(scenario.audited).hasSize(1);
  }

  @Test
  void areLeftAsTheyWereResolvedByTheDatabaseToo() {
    UUID id = scenario.raise.raise(AlertScenario.mismatch(UUID.randomUUID())).orElseThrow();
    scenario.resolve(id, "Done", scenario.user());
    assertThatThrownBy(
            () -> scenario.update("update alert set resolution_notes = 'x' where id = ?", id))
        .hasMessageContaining("is resolved");
    assertThatThrownBy(() -> scenario.update("delete from alert where id = ?", id))
        .hasMessageContaining("permission denied");
  }

  @Test
  void areRaisedWithTheTransactionThatRaisesThemOrNotAtAll() {
    UUID wallet = UUID.randomUUID();
    assertThatThrownBy(
            () ->
                transactions.run(
                    () -> {
                      scenario.raise.raise(AlertScenario.mismatch(wallet));
                      throw new IllegalArgumentException("rolled back");
                    }))
        .hasMessage("rolled back");
    assertThat(rows("wallet:" + wallet)).isZero();
    assertThat(scenario.told(scenario.raised.all().get(0).alertId())).isZero();
  }

  @Test
  void areListedNewestFirstInPagesByTypeAndState() {
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(
          scenario
              .raise
              .raise(Incident.refundShortfall(UUID.randomUUID(), UUID.randomUUID(), thb("1.00")))
              .orElseThrow());
    }
    scenario.resolve(ids.get(1), "Done", scenario.user());

    List<Alert> open = scenario.alerts.list(Alert.Status.OPEN, AlertType.REFUND_SHORTFALL, null, 3);
    assertThat(open).extracting(Alert::id).containsExactly(ids.get(4), ids.get(3), ids.get(2));
    assertThat(scenario.alerts.list(Alert.Status.OPEN, AlertType.REFUND_SHORTFALL, ids.get(2), 1))
        .extracting(Alert::id)
        .containsExactly(ids.get(0));
    assertThat(scenario.alerts.list(Alert.Status.RESOLVED, null, null, 1))
        .extracting(Alert::id)
        .containsExactly(ids.get(1));
    assertThat(scenario.alerts.list(null, AlertType.REFUND_SHORTFALL, null, 5))
        .extracting(Alert::id)
        .containsExactly(ids.get(4), ids.get(3), ids.get(2), ids.get(1), ids.get(0));
    assertThat(scenario.alerts.open().get(AlertType.REFUND_SHORTFALL)).isGreaterThanOrEqualTo(4);
    assertThat(scenario.alerts.open()).containsOnlyKeys(AlertType.values());
  }

  @Test
  void keepForeignWordsShortAndOnOneLine() {
    Incident incident =
        Incident.webhookFailure(
            UUID.randomUUID(),
            UUID.randomUUID(),
            "moonpay",
            "tx-1",
            "bad\r\nERROR fake line \u0000" + "x".repeat(1_000),
            6,
            clock.instant(),
            clock.instant());
    assertThat(incident.summary()).hasSize(500).doesNotContainPattern("\\p{Cntrl}");
    assertThat(incident.metadata().get("failureReason"))
        .hasSize(500)
        .startsWith("bad ERROR fake line");
    assertThat(scenario.raise.raise(incident)).isPresent();
  }

  @Test
  void wantAShortNameForWhatTheyAreAbout() {
    for (String subject : List.of("", "x".repeat(201))) {
      assertThatThrownBy(
              () -> new Incident(AlertType.JOB_CRASH, subject, null, "s", new TreeMap<>()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 10, 100, 1_000, 1_000_000})
  void areToldAboutAtPowersOfTen(long count) {
    assertThat(RaiseAlert.isTold(count)).isTrue();
    assertThat(RaiseAlert.isTold(count + 1)).isFalse();
    assertThat(RaiseAlert.isTold(count * 2)).isFalse();
    assertThat(RaiseAlert.isTold(count * 30)).isFalse();
  }

  private long rows(String subject) {
    return scenario.number("select count(*) from alert where subject = ?", subject);
  }

  private static Money thb(String amount) {
    return Money.of(amount, Currency.THB);
  }

  private static void refuses(Kind kind, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(kind));
  }

  private Incident crash(String job, String reason) {
    return Incident.jobCrash(job, UUID.randomUUID(), 1, clock.instant(), reason, null);
  }
}
