package org.dompet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.testing.SettableClock;
import org.junit.jupiter.api.Test;

class RequestHashTest {
  private static final UUID FROM = new UUID(1, 1);
  private static final UUID TO = new UUID(2, 2);
  private static final UUID THIRD = new UUID(3, 3);

  private final SettableClock clock = new SettableClock(Instant.parse("2030-01-01T00:00:00Z"));

  @Test
  void isTheSameForARepeatedRequest() {
    JournalEntry first = full();
    clock.advance(Duration.ofHours(1));
    JournalEntry again = full();

    assertThat(again.id()).isNotEqualTo(first.id());
    assertThat(RequestHash.of(again)).isEqualTo(RequestHash.of(first)).hasSize(64);
  }

  @Test
  void differsWithEveryThingThatIsAskedFor() {
    Money amount = Money.of("10.00", Currency.THB);
    JournalEntry plain = move("TRANSFER", "actor", amount, FROM, TO);
    List<JournalEntry> all =
        List.of(
            plain,
            move("PAYOUT", "actor", amount, FROM, TO),
            move("TRANSFER", "other", amount, FROM, TO),
            move("TRANSFER", "actor", Money.of("10.01", Currency.THB), FROM, TO),
            move("TRANSFER", "actor", Money.of("10.00", Currency.USD), FROM, TO),
            move("TRANSFER", "actor", amount, FROM, THIRD),
            move("TRANSFER", "actor", amount, THIRD, TO),
            move("TRANSFER", "actor", amount, TO, FROM),
            plain.describedAs("a"),
            plain.describedAs(""),
            plain.describedAs("null"),
            plain.referringTo("a"),
            plain.referringTo(""),
            plain.referringTo("a").describedAs("b"),
            plain.referringTo("ab").describedAs(""),
            plain.reversing(FROM),
            plain.reversing(TO),
            plain.with("a", "b"),
            plain.with("a", ""),
            plain.with("ab", ""),
            plain.with("", "ab"),
            plain.with("a", "b").with("c", "d"),
            plain.with("a", "bcd"));

    Set<String> hashes = new HashSet<>();
    for (JournalEntry entry : all) {
      assertThat(hashes.add(RequestHash.of(entry))).as(entry.toString()).isTrue();
    }
  }

  @Test
  void doesNotDependOnTheOrderOfFacts() {
    JournalEntry plain = full();
    assertThat(RequestHash.of(plain.with("x", "1").with("y", "2")))
        .isEqualTo(RequestHash.of(plain.with("y", "2").with("x", "1")));
  }

  private JournalEntry full() {
    return move("TRANSFER", "actor", Money.of("10.00", Currency.THB), FROM, TO)
        .describedAs("lunch")
        .referringTo("42")
        .with("table", "7");
  }

  private JournalEntry move(String kind, String actor, Money amount, UUID from, UUID to) {
    return JournalEntry.move(clock, "key", kind, actor, amount, from, to);
  }
}
