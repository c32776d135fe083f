package org.dompet.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.dompet.ledger.JournalEntry;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.reconciliation.BooksScenario.Purse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is being booked while somebody looks is never taken for a fault, and faults still are. */
class ProofsUnderLoadTest {
  private static final int THREADS = 4;

  /** {@code dompet.soak.seconds}: how long transfers and proofs run side by side. */
  private static final Duration TIME = Duration.ofSeconds(Long.getLong("dompet.soak.seconds", 6));

  private static BooksScenario books;

  private final AtomicBoolean stopping = new AtomicBoolean();
  private final AtomicLong booked = new AtomicLong();
  private final List<Purse> purses = new ArrayList<>();

  @BeforeAll
  static void start() {
    books = new BooksScenario();
  }

  @AfterAll
  static void stop() {
    books.close();
  }

  @BeforeEach
  void fill() {
    books.clear();
    for (int i = 0; i < 12; i++) {
      purses.add(books.with("1000.00"));
    }
  }

  @Test
  void raiseNoFalseAlarm() throws Exception {
    long looks = whileBusy(TIME, () -> assertThat(BooksScenario.lines(books.prove())).isEmpty());
    assertThat(looks).isGreaterThan(3);
    assertThat(booked.get()).isGreaterThan(100);
    assertThat(BooksScenario.lines(books.prove())).isEmpty();
  }

  @Test
  void findTheDamageAndNothingElse() throws Exception {
    Purse quiet = books.with("1.00");
    books.damage("update account set balance = 2 where id = '" + quiet.available() + "'");
    whileBusy(
        Duration.ofSeconds(2),
        () ->
            assertThat(BooksScenario.lines(books.prove()))
                .containsExactlyInAnyOrder(
                    "BALANCE_MISMATCH account:" + quiet.available() + ": 1.00 but 2.00",
                    "CURRENCY_UNBALANCED currency:THB: 0.00 but 1.00"));
  }

  private long whileBusy(Duration time, Runnable look) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> busy = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      busy.add(threads.submit(this::transferUntilStopped));
    }
    long looks = 0;
    try {
      long end = System.nanoTime() + time.toNanos();
      while (System.nanoTime() < end) {
        look.run();
        looks++;
      }
    } finally {
      stopping.set(true);
      threads.shutdown();
    }
    for (Future<?> one : busy) {
      one.get();
    }
    return looks;
  }

  /** Batches of transfers, and holds that come and go. */
  private void transferUntilStopped() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    while (!stopping.get()) {
      List<JournalEntry> entries = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        int one = random.nextInt(purses.size());
        int other = (one + 1 + random.nextInt(purses.size() - 1)) % purses.size();
        entries.add(
            JournalEntry.move(
                books.clock,
                books.key(),
                "TRANSFER",
                "test",
                Money.of("0.01", Currency.THB),
                purses.get(one).available(),
                purses.get(other).available()));
      }
      books.ledger.postRetrying(entries);
      Purse purse = purses.get(random.nextInt(purses.size()));
      books.holds.release(books.hold(purse, "0.05"), books.key(), "test");
      booked.addAndGet(7);
    }
  }
}
