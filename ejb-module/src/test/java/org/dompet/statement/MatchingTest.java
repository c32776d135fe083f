package org.dompet.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MatchingTest {
  private static final Duration WINDOW = Duration.ofDays(3);
  private static final Instant NOON = Instant.parse("2030-01-10T12:00:00Z");

  private final List<StatementLine> lines = new ArrayList<>();
  private final List<LedgerItem> items = new ArrayList<>();

  @Test
  void findsALineByItsPayment() {
    LedgerItem item = item("pi_1", "100.00", NOON);
    line("pi_1", "100.00", NOON.plus(Duration.ofDays(20)));
    Matching.Outcome outcome = match();
    assertThat(outcome.matches())
        .singleElement()
        .satisfies(
            match -> {
              assertThat(match.lines()).containsExactly(2);
              assertThat(match.entries()).containsExactly(item.entryId());
              assertThat(match.rule()).isEqualTo(StatementMatch.Rule.REFERENCE);
              assertThat(match.reason()).contains("pi_1");
            });
    assertThat(outcome.unmatched()).isEmpty();
    assertThat(outcome.missing()).isEmpty();
  }

  @Test
  void findsALineByItsOrder() {
    LedgerItem item = item("pi_1", "100.00", NOON);
    line(item.order().toString(), "100.00", NOON);
    assertThat(match().matches()).hasSize(1);
  }

  @Test
  void addsUpLinesOfOnePayment() {
    item("pi_1", "100.00", NOON);
    line("pi_1", "60.00", NOON);
    line("pi_1", "40.00", NOON);
    assertThat(match().matches())
        .singleElement()
        .satisfies(match -> assertThat(match.lines()).containsExactly(2, 3));
  }

  @Test
  void addsUpEntriesOfOneOrder() {
    LedgerItem credit = item("pi_1", "100.00", NOON);
    LedgerItem refund =
        add(credit.order(), Set.of("pi_1"), "-30.00", NOON.plus(Duration.ofHours(5)));
    line("pi_1", "70.00", NOON);
    assertThat(match().matches())
        .singleElement()
        .satisfies(
            match -> {
              assertThat(match.entries()).containsExactly(credit.entryId(), refund.entryId());
              assertThat(match.amount()).isEqualTo(thb("70.00"));
            });
  }

  @Test
  void pairsSingleAmountsOfAnOrderBeforeItAddsUp() {
    LedgerItem credit = item("pi_1", "100.00", NOON);
    add(credit.order(), Set.of("pi_1"), "-30.00", NOON.plus(Duration.ofHours(5)));
    line("pi_1", "100.00", NOON);
    line("pi_1", "-30.00", NOON.plus(Duration.ofHours(5)));
    assertThat(match().matches()).hasSize(2);
  }

  @Test
  void tellsADifferenceAndMatchesItWithNothingElse() {
    item("pi_1", "100.00", NOON);
    item("pi_2", "99.00", NOON);
    line("pi_1", "99.00", NOON);
    Matching.Outcome outcome = match();
    assertThat(outcome.matches()).isEmpty();
    assertThat(outcome.differences()).hasSize(1);
    assertThat(outcome.differences().get(0).there())
        .containsExactly(Map.entry(Currency.THB, thb("99.00")));
    assertThat(outcome.missing()).extracting(LedgerItem::amount).containsExactly(thb("99.00"));
  }

  @Test
  void tellsAnotherCurrencyOfOneOrder() {
    item("pi_1", "100.00", NOON);
    lines.add(new StatementLine(2, "pi_1", Money.of("100.00", Currency.USD), NOON, false, null));
    assertThat(match().differences())
        .singleElement()
        .satisfies(one -> assertThat(one.there()).containsOnlyKeys(Currency.USD));
  }

  @Test
  void doesNotUseAnEntryTwice() {
    item("pi_1", "100.00", NOON);
    line("pi_1", "100.00", NOON);
    line("pi_1", "100.00", NOON);
    Matching.Outcome outcome = match();
    assertThat(outcome.matches()).hasSize(1);
    assertThat(outcome.unmatched()).hasSize(1);
  }

  @Test
  void findsTheSameAmountCloseInTime() {
    item("pi_1", "100.00", NOON);
    line(null, "100.00", NOON.plus(Duration.ofHours(5)));
    line("BBL-20300110-7", "50.00", NOON);
    item("pi_2", "50.00", NOON);
    assertThat(match().matches())
        .extracting(StatementMatch::rule)
        .containsOnly(StatementMatch.Rule.AMOUNT_AND_TIME);
    assertThat(match().matches())
        .extracting(StatementMatch::reason)
        .anySatisfy(reason -> assertThat(reason).contains("5 hours apart"))
        .anySatisfy(reason -> assertThat(reason).contains("its reference says nothing here"));
  }

  @Test
  void leavesTheSameAmountAloneThatIsTooFarAway() {
    item("pi_1", "100.00", NOON);
    line(null, "100.00", NOON.plus(WINDOW).plusSeconds(1));
    Matching.Outcome outcome = match();
    assertThat(outcome.matches()).isEmpty();
    assertThat(outcome.unmatched()).hasSize(1);
    assertThat(outcome.missing()).hasSize(1);
  }

  @Test
  void doesNotTakeAnUnknownPaymentForAnother() {
    item("pi_1", "100.00", NOON);
    line("pi_2", "100.00", NOON);
    line(UUID.randomUUID().toString(), "100.00", NOON);
    Matching.Outcome outcome = match();
    assertThat(outcome.matches()).isEmpty();
    assertThat(outcome.unmatched()).hasSize(2);
    assertThat(outcome.missing()).hasSize(1);
  }

  @Test
  void findsADayByItsDay() {
    item("pi_1", "100.00", NOON);
    lines.add(
        new StatementLine(
            2, null, thb("100.00"), Instant.parse("2030-01-10T00:00:00Z"), true, null));
    assertThat(match().matches())
        .singleElement()
        .satisfies(match -> assertThat(match.reason()).contains("on the same day"));
  }

  @Test
  void pairsEqualAmountsInTheOrderOfTheirTime() {
    LedgerItem second = item("pi_2", "10.00", NOON.plus(Duration.ofDays(4)));
    LedgerItem first = item("pi_1", "10.00", NOON);
    line(null, "10.00", NOON.plus(Duration.ofDays(2)));
    line(null, "10.00", NOON.plus(Duration.ofDays(6)));
    assertThat(match().matches())
        .extracting(match -> match.entries().get(0))
        .containsExactly(first.entryId(), second.entryId());
  }

  @Test
  void seesALineAsTheSumOfWhatFollowedEachOther() {
    LedgerItem one = item("pi_1", "10.00", NOON);
    LedgerItem two = item("pi_2", "20.00", NOON.plusSeconds(60));
    LedgerItem three = item("pi_3", "-5.00", NOON.plusSeconds(120));
    item("pi_4", "70.00", NOON.plusSeconds(180));
    line(null, "25.00", NOON.plus(Duration.ofDays(1)));
    Matching.Outcome outcome = match();
    assertThat(outcome.matches())
        .singleElement()
        .satisfies(
            match -> {
              assertThat(match.rule()).isEqualTo(StatementMatch.Rule.SUM_AND_TIME);
              assertThat(match.entries())
                  .containsExactly(one.entryId(), two.entryId(), three.entryId());
            });
    assertThat(outcome.missing()).hasSize(1);
  }

  @Test
  void seesAnEntryAsTheSumOfLinesThatFollowedEachOther() {
    item("pi_1", "30.00", NOON);
    line(null, "10.00", NOON.plusSeconds(1));
    line(null, "20.00", NOON.plusSeconds(2));
    assertThat(match().matches())
        .singleElement()
        .satisfies(match -> assertThat(match.lines()).containsExactly(2, 3));
  }

  @Test
  void guessesNoSumThatCanBeSeenInTwoWays() {
    item("pi_1", "10.00", NOON);
    item("pi_2", "15.00", NOON.plusSeconds(1));
    item("pi_3", "10.00", NOON.plusSeconds(2));
    line(null, "25.00", NOON);
    Matching.Outcome outcome = match();
    assertThat(outcome.matches()).isEmpty();
    assertThat(outcome.missing()).hasSize(3);
  }

  private Matching.Outcome match() {
    return Matching.match(lines, items, WINDOW);
  }

  private void line(@Nullable String reference, String amount, Instant at) {
    lines.add(new StatementLine(lines.size() + 2, reference, thb(amount), at, false, null));
  }

  private LedgerItem item(String payment, String amount, Instant at) {
    UUID order = UUID.randomUUID();
    return add(order, Set.of(order.toString(), payment), amount, at);
  }

  private LedgerItem add(UUID order, Set<String> references, String amount, Instant at) {
    LedgerItem item =
        new LedgerItem(UUID.randomUUID(), order, UUID.randomUUID(), references, thb(amount), at);
    items.add(item);
    return item;
  }

  private static Money thb(String amount) {
    return Money.of(amount, Currency.THB);
  }
}
