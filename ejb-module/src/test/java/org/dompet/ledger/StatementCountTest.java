package org.dompet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.dompet.testing.LocalTransactions;
import org.junit.jupiter.api.Test;

class StatementCountTest {
  private final AtomicInteger statements = new AtomicInteger();

  @Test
  void doesNotGrowWithTheNumberOfEntries() {
    try (LedgerScenario scenario = new LedgerScenario();
        LocalTransactions counted =
            new LocalTransactions(counting(scenario.database.application()))) {
      StandaloneLedger ledger =
          new StandaloneLedger(counted, scenario.clock, LedgerScenario.SETTINGS);
      UUID bank = scenario.bank();
      UUID account = scenario.open();

      int one = statementsOf(ledger, entries(scenario, 1, bank, account));
      int many = statementsOf(ledger, entries(scenario, 500, bank, account));

      assertThat(one).isEqualTo(2);
      assertThat(many).isEqualTo(one);
    }
  }

  private int statementsOf(StandaloneLedger ledger, List<JournalEntry> entries) {
    statements.set(0);
    assertThat(ledger.post(entries)).allMatch(Outcome.Posted.class::isInstance);
    return statements.get();
  }

  private static List<JournalEntry> entries(
      LedgerScenario scenario, int count, UUID from, UUID to) {
    List<JournalEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(scenario.move("0.01", from, to));
    }
    return entries;
  }

  private DataSource counting(DataSource source) {
    return proxy(
        DataSource.class,
        source,
        result -> proxy(Connection.class, (Connection) result, statement -> statement));
  }

  /** Counts what is prepared or created: each is executed once. */
  private <T> T proxy(Class<T> type, T target, java.util.function.UnaryOperator<Object> around) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (method.getName().endsWith("Statement")) {
                statements.incrementAndGet();
              }
              try {
                Object result = method.invoke(target, arguments);
                return method.getName().equals("getConnection") ? around.apply(result) : result;
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            }));
  }
}
