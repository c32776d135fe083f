package org.dompet.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.jspecify.annotations.Nullable;

class MatchingPropertiesTest {
  private static final Duration WINDOW = Duration.ofDays(2);
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  @Property(tries = 300)
  void everyLineAndEntryIsInOnePlaceAndEveryMatchAddsUp(
      @ForAll long seed, @ForAll @IntRange(max = 40) int size) {
    Sides sides = Sides.random(new Random(seed), size);
    Matching.Outcome outcome = Matching.match(sides.lines, sides.items, WINDOW);

    Map<Integer, StatementLine> lineOf = new HashMap<>();
    sides.lines.forEach(line -> lineOf.put(line.line(), line));
    Map<UUID, LedgerItem> itemOf = new HashMap<>();
    sides.items.forEach(item -> itemOf.put(item.entryId(), item));

    List<Integer> usedLines = new ArrayList<>();
    List<UUID> usedItems = new ArrayList<>();
    for (StatementMatch match : outcome.matches()) {
      usedLines.addAll(match.lines());
      usedItems.addAll(match.entries());
      Money there =
          match.lines().stream()
              .map(line -> lineOf.get(line).amount())
              .reduce(Money::plus)
              .orElseThrow();
      Money here =
          match.entries().stream()
              .map(entry -> itemOf.get(entry).amount())
              .reduce(Money::plus)
              .orElseThrow();
      assertThat(there).isEqualTo(here).isEqualTo(match.amount());
      assertThat(match.reason()).isNotBlank().hasSizeLessThanOrEqualTo(300);
      if (match.rule() != StatementMatch.Rule.REFERENCE) {
        for (int line : match.lines()) {
          for (UUID entry : match.entries()) {
            assertThat(isClose(lineOf.get(line), itemOf.get(entry))).isTrue();
          }
        }
      }
    }
    outcome.differences().forEach(one -> one.lines().forEach(line -> usedLines.add(line.line())));
    outcome.differences().forEach(one -> one.items().forEach(it -> usedItems.add(it.entryId())));
    outcome.unmatched().keySet().forEach(line -> usedLines.add(line.line()));
    outcome.missing().forEach(item -> usedItems.add(item.entryId()));
    assertThat(usedLines).containsExactlyInAnyOrderElementsOf(lineOf.keySet());
    assertThat(usedItems).containsExactlyInAnyOrderElementsOf(itemOf.keySet());
  }

  @Property(tries = 200)
  void theOrderOfEitherSideDoesNotMatter(@ForAll long seed, @ForAll @IntRange(max = 30) int size) {
    Random random = new Random(seed);
    Sides sides = Sides.random(random, size);
    Matching.Outcome one = Matching.match(sides.lines, sides.items, WINDOW);
    Collections.shuffle(sides.lines, random);
    Collections.shuffle(sides.items, random);
    Matching.Outcome other = Matching.match(sides.lines, sides.items, WINDOW);
    assertThat(new HashSet<>(other.matches())).isEqualTo(new HashSet<>(one.matches()));
    assertThat(other.unmatched()).isEqualTo(one.unmatched());
    assertThat(other.missing()).isEqualTo(one.missing());
  }

  @Property(tries = 100)
  void whatIsTheSameWithReferencesIsFoundWhole(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int size) {
    Random random = new Random(seed);
    Sides sides = new Sides();
    for (int i = 0; i < size; i++) {
      LedgerItem item = sides.item(random, "pi_" + i);
      sides.line(random, "pi_" + i, item.amount());
    }
    Matching.Outcome outcome = Matching.match(sides.lines, sides.items, WINDOW);
    assertThat(outcome.matches()).hasSize(size);
    assertThat(outcome.unmatched()).isEmpty();
    assertThat(outcome.missing()).isEmpty();
  }

  private static boolean isClose(StatementLine line, LedgerItem item) {
    Instant end = line.wholeDay() ? line.at().plus(Duration.ofDays(1)) : line.at();
    return !item.at().isBefore(line.at().minus(WINDOW)) && !item.at().isAfter(end.plus(WINDOW));
  }

  /** Few amounts, few references, few days: what is alike meets. */
  private static final class Sides {
    private final List<StatementLine> lines = new ArrayList<>();
    private final List<LedgerItem> items = new ArrayList<>();

    static Sides random(Random random, int size) {
      Sides sides = new Sides();
      for (int i = 0; i < size; i++) {
        sides.item(random, "pi_" + random.nextInt(10));
        String reference =
            switch (random.nextInt(4)) {
              case 0 -> "pi_" + random.nextInt(15);
              case 1 -> "BANK-" + random.nextInt(5);
              default -> null;
            };
        sides.line(random, reference, amount(random));
      }
      return sides;
    }

    LedgerItem item(Random random, String payment) {
      UUID order = UUID.nameUUIDFromBytes(payment.getBytes(StandardCharsets.UTF_8));
      LedgerItem item =
          new LedgerItem(
              new UUID(random.nextLong(), random.nextLong()),
              order,
              order,
              Set.of(order.toString(), payment),
              amount(random),
              moment(random));
      items.add(item);
      return item;
    }

    void line(Random random, @Nullable String reference, Money amount) {
      boolean wholeDay = random.nextInt(4) == 0;
      Instant at = moment(random);
      lines.add(
          new StatementLine(
              lines.size() + 2,
              reference,
              amount,
              wholeDay ? at.truncatedTo(ChronoUnit.DAYS) : at,
              wholeDay,
              null));
    }

    private static Money amount(Random random) {
      int units = 1 + random.nextInt(6);
      return new Money(
          BigDecimal.valueOf(random.nextInt(5) == 0 ? -units : units),
          random.nextInt(8) == 0 ? Currency.USD : Currency.THB);
    }

    private static Instant moment(Random random) {
      return START.plusSeconds(random.nextInt(10 * 86_400));
    }
  }
}
