package org.dompet.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dompet.ledger.LedgerScenario.key;
import static org.dompet.ledger.LedgerScenario.refusal;

import java.util.List;
import java.util.UUID;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReversalTest {
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
  void booksTheOppositeOnce() {
    UUID from = scenario.openWith("10.00");
    UUID to = scenario.open();
    UUID entry = scenario.ledger.post(scenario.move("4.00", from, to)).orRefuse().entryId();
    String key = key();

    assertThat(reverse(entry, key)).isInstanceOf(Outcome.Posted.class);
    assertThat(reverse(entry, key)).isInstanceOf(Outcome.Replayed.class);
    assertThat(refusal(reverse(entry, key()))).isEqualTo(Kind.ALREADY_REVERSED);

    assertThat(scenario.balance(from)).isEqualTo("10.00");
    assertThat(scenario.balance(to)).isEqualTo("0.00");
  }

  @Test
  void isRefusedIfTheMoneyIsGone() {
    UUID to = scenario.open();
    UUID entry =
        scenario.ledger.post(scenario.move("4.00", scenario.bank(), to)).orRefuse().entryId();
    scenario.ledger.post(scenario.move("1.00", to, scenario.bank())).orRefuse();

    assertThat(refusal(reverse(entry, key()))).isEqualTo(Kind.INSUFFICIENT_FUNDS);
  }

  @Test
  void mayItselfBeReversed() {
    UUID to = scenario.open();
    UUID entry =
        scenario.ledger.post(scenario.move("4.00", scenario.bank(), to)).orRefuse().entryId();
    UUID reversal = reverse(entry, key()).orRefuse().entryId();

    assertThat(reverse(reversal, key())).isInstanceOf(Outcome.Posted.class);
    assertThat(scenario.balance(to)).isEqualTo("4.00");
  }

  @Test
  void happensOnceAlsoWithinOneBatch() {
    UUID bank = scenario.bank();
    UUID to = scenario.openWith("9.00");
    UUID entry = scenario.ledger.post(scenario.move("4.00", bank, to)).orRefuse().entryId();

    List<Outcome> outcomes =
        scenario.ledger.post(
            List.of(
                scenario.move("4.00", to, bank).reversing(entry),
                scenario.move("4.00", to, bank).reversing(entry),
                scenario.move("4.00", to, bank).reversing(entry).linkedToNext(),
                scenario.move("1.00", bank, to)));

    assertThat(outcomes)
        .extracting(LedgerScenario::refusal)
        .containsExactly(
            null, Kind.ALREADY_REVERSED, Kind.ALREADY_REVERSED, Kind.LINKED_ENTRY_REFUSED);
  }

  @Test
  void ofAnUnknownEntryIsRefused() {
    assertThatThrownBy(() -> reverse(UUID.randomUUID(), key()))
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.kind()).isEqualTo(Kind.NOT_FOUND));
  }

  private Outcome reverse(UUID entry, String key) {
    return scenario.ledger.reverse(entry, key, "a mistake", "admin");
  }
}
