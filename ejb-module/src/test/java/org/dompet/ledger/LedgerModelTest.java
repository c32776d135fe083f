package org.dompet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.dompet.testing.Books;

/**
 * Random sequences of everything the ledger does, run against the ledger on PostgreSQL and against
 * {@link LedgerModel}, which does the same in a few maps: outcomes and balances must agree after
 * every step.
 */
class LedgerModelTest {
  private static LedgerScenario scenario;

  @BeforeContainer
  static void open() {
    scenario = new LedgerScenario();
  }

  @AfterContainer
  static void theBooksBalance() {
    scenario.close();
  }

  @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
  void theLedgerDoesWhatTheModelDoes(@ForAll("sequences") List<LedgerStep> steps) {
    LedgerUnderTest ledger = new LedgerUnderTest(scenario);
    LedgerModel model = new LedgerModel(ledger.bankIsFirst());
    for (int i = 0; i < steps.size(); i++) {
      LedgerStep step = steps.get(i);
      String expected = step.apply(model);
      String actual = step.apply(ledger);
      assertThat(actual).as("step %d, %s", i, step).isEqualTo(expected);
      assertThat(ledger.balances()).as("after step %d, %s", i, step).isEqualTo(model.balances());
    }
    ledger.endAllHolds();
    Books.prove(scenario.database.owner());
  }

  @Provide
  Arbitrary<List<LedgerStep>> sequences() {
    return steps().list().ofMinSize(1).ofMaxSize(60);
  }

  private static Arbitrary<LedgerStep> steps() {
    Arbitrary<Integer> wallet = Arbitraries.integers().between(0, LedgerActions.WALLETS - 1);
    Arbitrary<Integer> satang = Arbitraries.integers().between(1, 3_000);
    Arbitrary<Integer> past = Arbitraries.integers().between(0, 30);
    return Arbitraries.frequencyOf(
        Tuple.of(6, of(wallet, wallet, satang, LedgerStep::move)),
        Tuple.of(4, of(wallet, wallet, satang, (w, x, s) -> LedgerStep.deposit(w, s))),
        Tuple.of(3, of(wallet, wallet, satang, (w, x, s) -> LedgerStep.linked(w, x, s, 0))),
        Tuple.of(5, of(wallet, past, satang, (w, p, s) -> LedgerStep.place(w, s, p % 3))),
        Tuple.of(4, of(past, wallet, satang, LedgerStep::capture)),
        Tuple.of(2, of(past, wallet, satang, (p, w, s) -> LedgerStep.captureAll(p, w))),
        Tuple.of(2, past.map(LedgerStep::release)),
        Tuple.of(2, past.map(LedgerStep::reverse)),
        Tuple.of(3, past.map(LedgerStep::repeat)),
        Tuple.of(1, Arbitraries.of(LedgerStep.expire())),
        Tuple.of(1, wallet.map(one -> LedgerStep.freeze(one, true))),
        Tuple.of(2, wallet.map(one -> LedgerStep.freeze(one, false))));
  }

  private static Arbitrary<LedgerStep> of(
      Arbitrary<Integer> one,
      Arbitrary<Integer> two,
      Arbitrary<Integer> three,
      Combinators.F3<Integer, Integer, Integer, LedgerStep> step) {
    return Combinators.combine(one, two, three).as(step);
  }
}
