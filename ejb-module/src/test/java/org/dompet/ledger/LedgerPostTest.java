package org.dompet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

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
    var from = scenario.openWith("100.00");
    var to = scenario.open();

    Outcome outcome = scenario.ledger.post(scenario.move("30.00", from, to));

    assertThat(outcome).isInstanceOf(Outcome.Posted.class);
    assertThat(scenario.balance(from)).isEqualTo("70.00");
    assertThat(scenario.balance(to)).isEqualTo("30.00");
  }
}
