package org.dompet.server.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Money moves without a pause while run after run proves the books. */
@ExtendWith(ChaosExtension.class)
class ReconciliationChaosIT {
  /** {@code dompet.soak.seconds}. */
  private static final Duration TIME = Duration.ofSeconds(Long.getLong("dompet.soak.seconds", 60));

  private static final int PEOPLE = 4;

  private final Installation installation;
  private final Database database;
  private final List<Customer> people = new ArrayList<>();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final AtomicLong payments = new AtomicLong();

  ReconciliationChaosIT(Installation installation) {
    this.installation = installation;
    this.database = installation.database();
  }

  @Test
  void raisesNoFalseAlarmAndFindsWhatIsWrong() throws Exception {
    MoonPay moonPay = new MoonPay(installation.port());
    for (int i = 0; i < PEOPLE; i++) {
      Customer customer = new Customer(installation);
      Customer.Order order = customer.order("100.00");
      moonPay.insist(MoonPay.completed(order));
      database.awaitEmptyInbox();
      people.add(customer);
    }
    ExecutorService threads = Executors.newFixedThreadPool(PEOPLE);
    List<Future<?>> busy = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      Customer from = people.get(i);
      Customer to = people.get((i + 1) % PEOPLE);
      busy.add(threads.submit(() -> payUntilStopped(from, to)));
    }
    int runs = 0;
    try {
      long end = System.nanoTime() + TIME.toNanos();
      while (System.nanoTime() < end) {
        assertThat(found(completed())).isEqualTo("nothing");
        runs++;
      }
      UUID account = new Customer(installation).account();
      damage(account, 1);
      assertThat(found(completed()))
          .isEqualTo("BALANCE_MISMATCH account:" + account + ", CURRENCY_UNBALANCED currency:USDT");
      damage(account, -1);
      assertThat(found(completed())).isEqualTo("nothing");
    } finally {
      stopping.set(true);
      threads.shutdown();
    }
    for (Future<?> one : busy) {
      one.get();
    }
    assertThat(payments.get()).isGreaterThan(100);
    assertThat(runs).isGreaterThan(2);
    database.proveBooks();
  }

  private Void payUntilStopped(Customer from, Customer to) throws Exception {
    while (!stopping.get()) {
      from.pay(to, "0.01");
      payments.incrementAndGet();
    }
    return null;
  }

  /** Behind the triggers: only the balance is changed. */
  private void damage(UUID account, int by) {
    database.execute(
        """
        set session_replication_role = replica;
        update account set balance = balance + %d where id = '%s'"""
            .formatted(by, account));
  }

  private UUID completed() {
    UUID run = UUID.randomUUID();
    Eventually.holds(
        () ->
            database.number(
                    """
                    with asked as (
                      insert into job_run (id, job, trigger, started_by, state, requested_at)
                      values (?, 'wallet-reconciliation', 'OPERATOR', 'chaos', 'REQUESTED', now())
                      on conflict (job) where state in ('REQUESTED', 'RUNNING') do nothing
                      returning 1)
                    select count(*) from asked""",
                    run)
                == 1,
        () -> "A run of the timer goes on");
    Eventually.holds(() -> state(run).equals("COMPLETED"), () -> "The run is " + state(run));
    return run;
  }

  private String state(UUID run) {
    return database.text("select state from job_run where id = ?", run);
  }

  private String found(UUID run) {
    return database.text(
        """
        select coalesce(string_agg(kind || ' ' || subject, ', ' order by kind), 'nothing')
          from finding where run_id = ?""",
        run);
  }
}
