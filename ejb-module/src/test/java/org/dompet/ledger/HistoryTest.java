package org.dompet.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dompet.ledger.LedgerScenario.key;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private LedgerScenario scenario;

  @BeforeEach
  void open() {
    scenario = new LedgerScenario();
  }

  @AfterEach
  void theBooksBalance() {
    scenario.close();
  }

  @Test
  void knowsTheBalanceAtEveryPastMoment() {
    Random random = new Random(7);
    UUID account = scenario.open();
    // The bank's last posting may lie in the future of this clock: it has its own lender.
    UUID lender = scenario.open();
    scenario.ledger.post(scenario.move("100000.00", scenario.bank(), lender)).orRefuse();
    Instant opened = scenario.clock.instant();
    NavigableMap<Instant, BigDecimal> model = new TreeMap<>(Map.of(opened, BigDecimal.ZERO));
    BigDecimal balance = BigDecimal.ZERO.setScale(2);
    for (int i = 0; i < 60; i++) {
      if (random.nextInt(3) > 0) {
        scenario.clock.advance(Duration.ofSeconds(random.nextInt(1, 1_000)));
      }
      BigDecimal amount = BigDecimal.valueOf(random.nextInt(1, 10_000), 2);
      Money money = new Money(amount, Currency.THB);
      boolean in = balance.compareTo(amount) < 0 || random.nextBoolean();
      UUID from = in ? lender : account;
      UUID to = in ? account : lender;
      Instant at =
          scenario.ledger.post(scenario.move(key(), money, from, to)).orRefuse().recordedAt();
      balance = in ? balance.add(amount) : balance.subtract(amount);
      model.put(at, balance);
    }

    Account now = scenario.account(account);
    assertThat(now.balance().amount()).isEqualByComparingTo(balance);
    BigDecimal before = BigDecimal.ZERO;
    for (Map.Entry<Instant, BigDecimal> step : model.entrySet()) {
      assertThat(at(now, step.getKey().minusNanos(1_000))).isEqualByComparingTo(before);
      assertThat(at(now, step.getKey())).isEqualByComparingTo(step.getValue());
      before = step.getValue();
    }
    assertThat(at(now, model.lastKey().plusSeconds(1))).isEqualByComparingTo(balance);
    assertThat(at(now, Instant.parse("2000-01-01T00:00:00Z"))).isZero();
  }

  @Test
  void pagesHaveNoGapAndNoDuplicateThoughPostingsAreAdded() {
    UUID account = scenario.open();
    UUID bank = scenario.bank();
    List<JournalEntry> entries = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      entries.add(scenario.move("1.00", bank, account));
    }
    scenario.ledger.post(entries);

    List<Long> seen = new ArrayList<>();
    long before = Long.MAX_VALUE;
    for (; ; ) {
      List<Posting> page = scenario.accounts.history(scenario.account(account), before, 10);
      if (page.isEmpty()) {
        break;
      }
      page.forEach(posting -> seen.add(posting.sequence()));
      before = page.get(page.size() - 1).sequence();
      scenario.ledger.post(scenario.move("1.00", bank, account)).orRefuse();
    }

    List<Long> expected = new ArrayList<>();
    for (long sequence = 25; sequence >= 1; sequence--) {
      expected.add(sequence);
    }
    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void pagesAreBounded() {
    UUID account = scenario.openWith("1.00");
    Account now = scenario.account(account);
    assertThat(scenario.accounts.history(now, Long.MAX_VALUE, 0)).hasSize(1);
    assertThat(scenario.accounts.history(now, Long.MAX_VALUE, Integer.MAX_VALUE)).hasSize(1);
    assertThat(scenario.accounts.history(now, 1, 10)).isEmpty();
    assertThat(scenario.accounts.history(now, Long.MIN_VALUE, 10)).isEmpty();
  }

  @Test
  void linesCarryTheBalanceAfterThem() {
    UUID account = scenario.openWith("5.00");
    scenario.ledger.post(scenario.move("2.00", account, scenario.bank())).orRefuse();

    List<Posting> lines = scenario.accounts.history(scenario.account(account), Long.MAX_VALUE, 10);

    assertThat(lines)
        .extracting(line -> line.amount().decimal() + " -> " + line.balanceAfter().decimal())
        .containsExactly("-2.00 -> 3.00", "5.00 -> 5.00");
  }

  private BigDecimal at(Account account, Instant moment) {
    return scenario.accounts.balanceAt(account, moment).amount();
  }
}
