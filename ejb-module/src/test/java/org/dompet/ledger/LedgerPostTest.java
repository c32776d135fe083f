package org.dompet.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.dompet.ledger.LedgerScenario.key;
import static org.dompet.ledger.LedgerScenario.refusal;
import static org.dompet.ledger.LedgerScenario.thb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerPostTest {
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
  void movesMoneyBetweenAccounts() {
    UUID from = scenario.openWith("100.00");
    UUID to = scenario.open();

    Outcome outcome = scenario.ledger.post(scenario.move("30.00", from, to));

    // Not before the clock; later, if another test's clock has posted to the bank before.
    assertThat(outcome.orRefuse().recordedAt()).isAfterOrEqualTo(scenario.clock.instant());
    assertThat(scenario.balance(from)).isEqualTo("70.00");
    assertThat(scenario.balance(to)).isEqualTo("30.00");
    assertThat(scenario.account(from).version()).isEqualTo(2);
  }

  @Test
  void keepsWhatTheEntrySays() {
    UUID from = scenario.openWith("1.00");
    UUID to = scenario.open();
    JournalEntry entry =
        scenario
            .move("1.00", from, to)
            .describedAs("lunch \u2014 \uD83C\uDF5C \"pad thai\", {a,b} \\ NULL")
            .referringTo("NULL")
            .with("table", "7\"\\");

    scenario.ledger.post(entry).orRefuse();

    Posting line = scenario.accounts.history(scenario.account(to), Long.MAX_VALUE, 10).get(0);
    assertThat(line.entryId()).isEqualTo(entry.id());
    assertThat(line.description()).isEqualTo(entry.description());
    assertThat(line.kind()).isEqualTo("TRANSFER");
    assertThat(line.effectiveAt()).isEqualTo(entry.effectiveAt());
  }

  @Test
  void booksEntriesOfSeveralLegsAndCurrencies() {
    UUID payer = scenario.openWith("100.00");
    UUID dollars = scenario.accounts.open("available", Currency.USD);
    UUID bankBaht = scenario.bank();
    UUID bankDollars = scenario.bank(Currency.USD);
    Money three = Money.of("3.00", Currency.USD);

    scenario
        .ledger
        .post(
            JournalEntry.of(
                scenario.clock,
                key(),
                "EXCHANGE",
                "test",
                List.of(
                    new JournalEntry.Leg(payer, thb("-100.00")),
                    new JournalEntry.Leg(bankBaht, thb("100.00")),
                    new JournalEntry.Leg(bankDollars, three.negate()),
                    new JournalEntry.Leg(dollars, three))))
        .orRefuse();

    assertThat(scenario.balance(payer)).isEqualTo("0.00");
    assertThat(scenario.balance(dollars)).isEqualTo("3.00");
  }

  @Test
  void answersARepeatedRequestWithTheFirstResult() {
    UUID from = scenario.openWith("100.00");
    UUID to = scenario.open();
    String key = key();
    Outcome.Posted first =
        scenario.ledger.post(scenario.move(key, thb("30.00"), from, to)).orRefuse();
    scenario.clock.advance(Duration.ofHours(1));

    Outcome again = scenario.ledger.post(scenario.move(key, thb("30.00"), from, to));

    assertThat(again).isEqualTo(new Outcome.Replayed(first.entryId(), first.recordedAt()));
    assertThat(scenario.balance(to)).isEqualTo("30.00");
  }

  @Test
  void answersARepeatedRequestThoughItWouldBeRefusedNow() {
    UUID from = scenario.openWith("30.00");
    UUID to = scenario.open();
    String key = key();
    scenario.ledger.post(scenario.move(key, thb("30.00"), from, to)).orRefuse();
    scenario.accounts.change(from, Account.Status.FROZEN);

    assertThat(scenario.ledger.post(scenario.move(key, thb("30.00"), from, to)))
        .isInstanceOf(Outcome.Replayed.class);
  }

  @Test
  void takesTheVeryEntryAgainAsTheOneItBooked() {
    JournalEntry entry = scenario.move("1.00", scenario.bank(), scenario.open());
    Outcome first = scenario.ledger.post(entry);

    assertThat(scenario.ledger.post(entry)).isEqualTo(first);
  }

  @Test
  void refusesAKeyThatWasUsedForSomethingElse() {
    UUID from = scenario.openWith("100.00");
    UUID to = scenario.open();
    String key = key();
    scenario.ledger.post(scenario.move(key, thb("30.00"), from, to)).orRefuse();

    Outcome other = scenario.ledger.post(scenario.move(key, thb("30.01"), from, to));

    assertThat(refusal(other)).isEqualTo(Kind.IDEMPOTENCY_KEY_REUSED);
    assertThat(scenario.balance(to)).isEqualTo("30.00");
  }

  @Test
  void leavesTheKeyOfARefusedEntryFree() {
    UUID from = scenario.open();
    UUID to = scenario.open();
    String key = key();
    assertThat(refusal(scenario.ledger.post(scenario.move(key, thb("5.00"), from, to))))
        .isEqualTo(Kind.INSUFFICIENT_FUNDS);
    scenario.ledger.post(scenario.move("5.00", scenario.bank(), from)).orRefuse();

    assertThat(scenario.ledger.post(scenario.move(key, thb("5.00"), from, to)))
        .isInstanceOf(Outcome.Posted.class);
  }

  @Test
  void refusesToOverdrawAnAccount() {
    UUID from = scenario.openWith("100.00");
    UUID to = scenario.open();

    assertThat(refusal(scenario.ledger.post(scenario.move("100.01", from, to))))
        .isEqualTo(Kind.INSUFFICIENT_FUNDS);
    assertThat(scenario.ledger.post(scenario.move("100.00", from, to)))
        .isInstanceOf(Outcome.Posted.class);
    assertThat(scenario.balance(from)).isEqualTo("0.00");
  }

  @Test
  void letsPlatformAccountsGoBelowZeroButNotFeesAndSuspense() {
    UUID to = scenario.open();
    UUID fees = scenario.accounts.platform("fees", Currency.BTC).id();
    UUID coins = scenario.accounts.open("available", Currency.BTC);

    scenario.ledger.post(scenario.move("1000000.00", scenario.bank(), to)).orRefuse();
    Outcome fromFees =
        scenario.ledger.post(
            scenario.move(key(), Money.of("0.00000001", Currency.BTC), fees, coins));

    assertThat(refusal(fromFees)).isEqualTo(Kind.INSUFFICIENT_FUNDS);
    scenario.ledger.post(scenario.move("1000000.00", to, scenario.bank())).orRefuse();
  }

  @Test
  void refusesFrozenClosedAndUnknownAccountsAndOtherCurrencies() {
    UUID bank = scenario.bank();
    UUID frozen = scenario.openWith("10.00");
    scenario.accounts.change(frozen, Account.Status.FROZEN);
    UUID closed = scenario.open();
    scenario.accounts.change(closed, Account.Status.CLOSED);
    UUID dollars = scenario.accounts.open("available", Currency.USD);

    List<Outcome> outcomes =
        scenario.ledger.post(
            List.of(
                scenario.move("1.00", bank, frozen),
                scenario.move("1.00", frozen, bank),
                scenario.move("1.00", bank, closed),
                scenario.move("1.00", bank, UUID.randomUUID()),
                scenario.move("1.00", bank, dollars)));

    assertThat(outcomes)
        .extracting(LedgerScenario::refusal)
        .containsExactly(
            Kind.ACCOUNT_FROZEN,
            Kind.ACCOUNT_FROZEN,
            Kind.ACCOUNT_CLOSED,
            Kind.UNKNOWN_ACCOUNT,
            Kind.CURRENCY_MISMATCH);
  }

  @Test
  void refusesABalanceTooLargeToBook() {
    UUID full = scenario.open();
    Money most = thb("99999999999999999999.99");
    UUID bank = scenario.bank();
    // What others took from the bank must not count here: half is moved to and fro by two.
    UUID lender = scenario.accounts.platform("liquidity", Currency.THB).id();
    scenario.ledger.post(scenario.move(key(), most, lender, full)).orRefuse();

    assertThat(refusal(scenario.ledger.post(scenario.move("0.01", bank, full))))
        .isEqualTo(Kind.INVALID_AMOUNT);
    scenario.ledger.post(scenario.move(key(), most, full, lender)).orRefuse();
  }

  @Test
  void refusesEntriesOneByOneAndBooksTheirNeighbours() {
    UUID bank = scenario.bank();
    UUID one = scenario.open();
    UUID other = scenario.open();

    List<Outcome> outcomes =
        scenario.ledger.post(
            List.of(
                scenario.move("10.00", bank, one),
                scenario.move("10.01", one, other),
                scenario.move("4.00", one, other),
                scenario.move("7.00", one, other),
                scenario.move("6.00", one, other),
                scenario.move("10.00", other, bank)));

    assertThat(outcomes)
        .extracting(LedgerScenario::refusal)
        .containsExactly(null, Kind.INSUFFICIENT_FUNDS, null, Kind.INSUFFICIENT_FUNDS, null, null);
    assertThat(scenario.balance(one)).isEqualTo("0.00");
    assertThat(scenario.balance(other)).isEqualTo("0.00");
    assertThat(scenario.account(one).version()).isEqualTo(3);
  }

  @Test
  void decidesOverTheSameKeyTwiceInOneBatch() {
    UUID bank = scenario.bank();
    UUID to = scenario.open();
    String key = key();

    List<Outcome> outcomes =
        scenario.ledger.post(
            List.of(
                scenario.move(key, thb("1.00"), bank, to),
                scenario.move(key, thb("1.00"), bank, to),
                scenario.move(key, thb("2.00"), bank, to)));

    Outcome.Posted first = outcomes.get(0).orRefuse();
    assertThat(outcomes.get(1))
        .isEqualTo(new Outcome.Replayed(first.entryId(), first.recordedAt()));
    assertThat(refusal(outcomes.get(2))).isEqualTo(Kind.IDEMPOTENCY_KEY_REUSED);
    assertThat(scenario.balance(to)).isEqualTo("1.00");
  }

  @Test
  void neverRecordsBeforeTheLastPostingThoughTheClockGoesBack() {
    UUID account = scenario.openWith("10.00");
    var last = scenario.clock.instant();
    scenario.clock.advance(Duration.ofDays(-1));

    Outcome.Posted posted =
        scenario.ledger.post(scenario.move("1.00", account, scenario.open())).orRefuse();

    assertThat(posted.recordedAt()).isAfterOrEqualTo(last);
  }

  @Test
  void needsEntriesAndAnEndToEachGroup() {
    JournalEntry open = scenario.move("1.00", scenario.bank(), scenario.open()).linkedToNext();
    assertThatIllegalArgumentException().isThrownBy(() -> scenario.ledger.post(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> scenario.ledger.post(List.of(open)));
  }

  @Test
  void booksAThousandEntriesAtOnce() {
    UUID bank = scenario.bank();
    UUID to = scenario.open();
    List<JournalEntry> entries = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      entries.add(scenario.move("0.01", bank, to));
    }
    assertThat(scenario.ledger.post(entries)).allMatch(Outcome.Posted.class::isInstance);
    assertThat(scenario.balance(to)).isEqualTo("10.00");
  }
}
