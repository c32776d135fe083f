package org.dompet.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.dompet.ledger.JournalEntry;
import org.dompet.ledger.LedgerScenario;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreditSpikesTest {
  private static final Duration WINDOW = Duration.ofHours(1);

  /** Each test has a year to itself, with accounts of its own: others' credits stay out. */
  private static final AtomicInteger YEAR = new AtomicInteger(2100);

  private LedgerScenario books;
  private AlertScenario scenario;
  private UUID world;

  @BeforeEach
  void open() {
    books = new LedgerScenario();
    int year = YEAR.getAndIncrement();
    books.clock.set(Instant.parse(year + "-01-01T00:00:00Z"));
    scenario = new AlertScenario(books.transactions, books.clock);
    world = UUID.randomUUID();
    String letters = world.toString().replaceAll("[^a-f]", "");
    scenario.update(
        "insert into account (id, currency, kind, minimum_balance, opened_at) values (?, 'TON', ?, null, now())",
        world,
        "test:" + letters + "x" + "y".repeat(year - 2100));
  }

  @AfterEach
  void close() {
    books.close();
  }

  @Test
  void areSeenForAWalletAboveItsThresholdAndNotAtIt() {
    UUID quiet = wallet();
    UUID busy = wallet();
    credit(quiet, "60");
    credit(quiet, "40");
    credit(busy, "60");
    credit(busy, "40.000000001");

    assertThat(evaluate("TON=100", "off")).isEqualTo(1);
    AlertRaised raised = scenario.raised.all().get(0);
    assertThat(raised.type()).isEqualTo(AlertType.CREDIT_SPIKE);
    assertThat(scenario.alert(raised.alertId()).metadata())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "walletId", busy.toString(),
                "currency", "TON",
                "creditAmount", "100.000000001",
                "threshold", "100.000000000",
                "period", "PT1H",
                "credits", "2"));
  }

  @Test
  void areSeenForAllWalletsTogether() {
    for (int i = 0; i < 5; i++) {
      credit(wallet(), "30");
    }
    assertThat(evaluate("TON=100", "TON=149")).isEqualTo(1);
    assertThat(scenario.alert(scenario.raised.all().get(0).alertId()).metadata())
        .containsEntry("creditAmount", "150.000000000")
        .containsEntry("credits", "5")
        .doesNotContainKey("walletId");
  }

  @Test
  void slideWithTheWindow() {
    UUID wallet = wallet();
    credit(wallet, "60");
    books.clock.advance(WINDOW);
    credit(wallet, "60");
    assertThat(evaluate("TON=100", "off")).isZero();
    books.clock.advance(WINDOW.minusSeconds(1));
    credit(wallet, "41");
    assertThat(evaluate("TON=100", "off")).isEqualTo(1);
  }

  @Test
  void areCountedAgainOnlyWhenTheyHaveGrownAndNotWhenResolved() {
    UUID wallet = wallet();
    credit(wallet, "200");
    assertThat(evaluate("TON=100", "off")).isEqualTo(1);
    UUID id = scenario.raised.all().get(0).alertId();
    assertThat(evaluate("TON=100", "off")).isZero();
    credit(wallet, "1");
    assertThat(evaluate("TON=100", "off")).isEqualTo(1);
    assertThat(scenario.alert(id).count()).isEqualTo(2);
    assertThat(scenario.alert(id).metadata()).containsEntry("creditAmount", "201.000000000");

    scenario.resolve(id, "A known customer", scenario.user());
    assertThat(evaluate("TON=100", "off")).isZero();
    credit(wallet, "1");
    assertThat(evaluate("TON=100", "off")).isEqualTo(1);
    assertThat(scenario.alert(id).count()).isEqualTo(2);
  }

  @Test
  void areOnlyWhatComesFromOutside() {
    UUID rich = wallet();
    UUID friend = wallet();
    credit(rich, "90");
    book("TRANSFER", account(rich), account(friend), "90");
    book("ONRAMP_REFUND", account(friend), world, "80");
    book("OPENING", world, account(friend), "500");
    assertThat(evaluate("TON=89", "off")).isEqualTo(1);
  }

  @Test
  void areNotLookedForWithoutThresholds() {
    credit(wallet(), "1000000");
    assertThat(evaluate("off", "off")).isZero();
    assertThat(evaluate("BTC=1", "BTC=1")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "TON",
        "TON=",
        "TON=-1",
        "TON=0",
        "TON=1,TON=2",
        "XXX=1",
        "TON=1,",
        "THB=1.001"
      })
  void haveThresholdsThatCanBeRead(String text) {
    assertThatThrownBy(() -> CreditSpikeSettings.thresholds("wallet-threshold", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("dompet.alert.credit-spike.wallet-threshold must be");
  }

  @Test
  void haveAWindowOfReasonableLength() {
    for (Duration window : List.of(Duration.ofSeconds(59), Duration.ofDays(32))) {
      assertThatThrownBy(() -> new CreditSpikeSettings(window, Map.of(), Map.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(CreditSpikeSettings.thresholds("w", CreditSpikeSettings.WALLET))
        .containsOnlyKeys(Currency.values());
    assertThat(CreditSpikeSettings.thresholds("t", CreditSpikeSettings.TOTAL))
        .containsOnlyKeys(Currency.values());
  }

  private int evaluate(String wallet, String total) {
    return new EvaluateCreditSpikes(
            new CreditSql(books.transactions),
            scenario.raise,
            new CreditSpikeSettings(
                WINDOW,
                CreditSpikeSettings.thresholds("wallet-threshold", wallet),
                CreditSpikeSettings.thresholds("total-threshold", total)),
            books.clock)
        .evaluate();
  }

  private void credit(UUID wallet, String ton) {
    book("ONRAMP_CREDIT", world, account(wallet), ton);
  }

  private void book(String kind, UUID from, UUID to, String ton) {
    books
        .ledger
        .post(
            JournalEntry.move(
                books.clock,
                LedgerScenario.key(),
                kind,
                LedgerScenario.ACTOR,
                Money.of(ton, Currency.TON),
                from,
                to))
        .orRefuse();
  }

  private UUID wallet() {
    UUID id = UUID.randomUUID();
    scenario.update(
        """
        insert into wallet (id, user_id, currency, available_account, held_account, opened_at)
        values (?, ?, 'TON', ?, ?, now())""",
        id,
        scenario.user(),
        books.accounts.open("available", Currency.TON),
        books.accounts.open("held", Currency.TON));
    return id;
  }

  private UUID account(UUID wallet) {
    try (var connection = books.database.application().getConnection();
        var statement =
            connection.prepareStatement("select available_account from wallet where id = ?")) {
      statement.setObject(1, wallet);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getObject(1, UUID.class);
      }
    } catch (java.sql.SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
