package org.dompet.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dompet.ledger.LedgerScenario.key;
import static org.dompet.ledger.LedgerScenario.thb;
import static org.dompet.refusal.Kind.INSUFFICIENT_FUNDS;
import static org.dompet.refusal.Kind.LINKED_ENTRY_REFUSED;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkedEntriesTest {
  private LedgerScenario scenario;
  private UUID bank;
  private UUID one;
  private UUID other;

  @BeforeEach
  void open() {
    scenario = new LedgerScenario();
    bank = scenario.bank();
    one = scenario.open();
    other = scenario.open();
  }

  @AfterEach
  void theBooksBalance() {
    scenario.close();
  }

  @Test
  void standTogether() {
    List<Outcome> outcomes =
        scenario.ledger.post(
            List.of(
                scenario.move("5.00", bank, one).linkedToNext(),
                scenario.move("4.00", one, other).linkedToNext(),
                scenario.move("3.00", other, bank)));

    assertThat(outcomes).allMatch(Outcome.Posted.class::isInstance);
    assertThat(scenario.balance(one)).isEqualTo("1.00");
    assertThat(scenario.balance(other)).isEqualTo("1.00");
  }

  @Test
  void fallTogetherWhenTheMiddleOneIsRefused() {
    List<Outcome> outcomes =
        scenario.ledger.post(
            List.of(
                scenario.move("1.00", bank, other),
                scenario.move("5.00", bank, one).linkedToNext(),
                scenario.move("5.01", one, other).linkedToNext(),
                scenario.move("1.00", bank, one),
                scenario.move("2.00", bank, other)));

    assertThat(outcomes)
        .extracting(LedgerScenario::refusal)
        .containsExactly(
            null, LINKED_ENTRY_REFUSED, INSUFFICIENT_FUNDS, LINKED_ENTRY_REFUSED, null);
    assertThat(scenario.balance(one)).isEqualTo("0.00");
    assertThat(scenario.account(one).version()).isZero();
    assertThat(scenario.balance(other)).isEqualTo("3.00");
  }

  @Test
  void fallTogetherAtTheEndOfABatchAndLeaveTheirKeysFree() {
    String key = key();
    List<Outcome> outcomes =
        scenario.ledger.post(
            List.of(
                scenario.move("1.00", bank, one),
                scenario.move(key, thb("1.00"), one, other).linkedToNext(),
                scenario.move("1.00", one, other)));

    assertThat(outcomes)
        .extracting(LedgerScenario::refusal)
        .containsExactly(null, LINKED_ENTRY_REFUSED, INSUFFICIENT_FUNDS);
    assertThat(scenario.ledger.post(scenario.move(key, thb("1.00"), one, other)))
        .isInstanceOf(Outcome.Posted.class);
  }

  @Test
  void anEntryAfterARefusedGroupMayUseItsKey() {
    String key = key();
    List<Outcome> outcomes =
        scenario.ledger.post(
            List.of(
                scenario.move(key, thb("1.00"), bank, one).linkedToNext(),
                scenario.move("9.00", one, other),
                scenario.move(key, thb("2.00"), bank, one)));

    assertThat(outcomes)
        .extracting(LedgerScenario::refusal)
        .containsExactly(LINKED_ENTRY_REFUSED, INSUFFICIENT_FUNDS, null);
    assertThat(scenario.balance(one)).isEqualTo("2.00");
  }

  @Test
  void areReplayedTogether() {
    String first = key();
    String second = key();
    for (int attempt = 0; attempt < 2; attempt++) {
      List<Outcome> outcomes =
          scenario.ledger.post(
              List.of(
                  scenario.move(first, thb("5.00"), bank, one).linkedToNext(),
                  scenario.move(second, thb("5.00"), one, other)));
      Class<?> expected = attempt == 0 ? Outcome.Posted.class : Outcome.Replayed.class;
      assertThat(outcomes).allMatch(expected::isInstance);
    }
    assertThat(scenario.balance(other)).isEqualTo("5.00");
  }
}
