package org.dompet.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.junit.jupiter.api.Test;

class JournalEntryTest {
  private static final Clock CLOCK = Clock.systemUTC();

  @Property
  void isBuiltExactlyIfItBalances(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 1_000_000) Integer> satang,
      @ForAll @IntRange(min = -2, max = 2) int error) {
    List<JournalEntry.Leg> legs = new ArrayList<>();
    long sum = 0;
    for (int amount : satang) {
      legs.add(leg(thb(amount)));
      sum += amount;
    }
    long rest = -(sum + error);
    if (rest == 0) {
      return;
    }
    legs.add(leg(thb(rest)));
    if (error == 0) {
      assertThat(entry(legs).legs()).hasSize(satang.size() + 1);
    } else {
      assertThatIllegalArgumentException().isThrownBy(() -> entry(legs));
    }
  }

  @Test
  void balancesInEachCurrencyByItself() {
    Money dollar = Money.of("1.00", Currency.USD);
    List<JournalEntry.Leg> exchange =
        List.of(leg(thb(100)), leg(thb(-100)), leg(dollar), leg(dollar.negate()));
    assertThat(entry(exchange).legs()).hasSize(4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> entry(List.of(leg(thb(100)), leg(dollar.negate()))));
  }

  @Test
  void hasOneLegForEachAccount() {
    UUID account = UUID.randomUUID();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> JournalEntry.move(CLOCK, "key", "TRANSFER", "test", thb(1), account, account));
  }

  @Test
  void hasTwoToAHundredLegs() {
    assertThatIllegalArgumentException().isThrownBy(() -> entry(List.of(leg(thb(1)))));
    assertThatIllegalArgumentException().isThrownBy(() -> entry(List.of()));
    assertThat(entry(legs(JournalEntry.MAX_LEGS)).legs()).hasSize(100);
    assertThatIllegalArgumentException().isThrownBy(() -> entry(legs(JournalEntry.MAX_LEGS + 2)));
  }

  @Test
  void hasNoLegThatMovesNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> leg(thb(0)));
  }

  @Test
  void hasAKeyOfOneToThreeHundredCharacters() {
    assertThat(withKey("x".repeat(300)).idempotencyKey()).hasSize(300);
    assertThatIllegalArgumentException().isThrownBy(() -> withKey("x".repeat(301)));
    assertThatIllegalArgumentException().isThrownBy(() -> withKey(""));
  }

  @Test
  void cannotBeChangedOnceBuilt() {
    JournalEntry entry = withKey("key").with("a", "1");
    assertThatThrownBy(() -> entry.metadata().put("b", "2"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> entry.legs().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(entry.with("b", "2").metadata()).hasSize(2);
    assertThat(entry.metadata()).hasSize(1);
  }

  private static JournalEntry withKey(String key) {
    return JournalEntry.of(CLOCK, key, "TRANSFER", "test", legs(2));
  }

  private static JournalEntry entry(List<JournalEntry.Leg> legs) {
    return JournalEntry.of(CLOCK, "key", "TRANSFER", "test", legs);
  }

  private static List<JournalEntry.Leg> legs(int count) {
    List<JournalEntry.Leg> legs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      legs.add(leg(thb(i % 2 == 0 ? 1 : -1)));
    }
    return legs;
  }

  private static JournalEntry.Leg leg(Money amount) {
    return new JournalEntry.Leg(UUID.randomUUID(), amount);
  }

  private static Money thb(long satang) {
    return new Money(BigDecimal.valueOf(satang, 2), Currency.THB);
  }
}
