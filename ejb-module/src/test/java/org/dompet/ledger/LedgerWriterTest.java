package org.dompet.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.dompet.ledger.LedgerScenario.key;
import static org.dompet.ledger.LedgerScenario.thb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerWriterTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Logger LOG = Logger.getLogger(LedgerWriter.class.getName());

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<LedgerWriter> writers = new ArrayList<>();

  /** How many entries each transaction had. */
  private final ConcurrentLinkedQueue<Integer> batches = new ConcurrentLinkedQueue<>();

  private LedgerScenario scenario;
  private UUID bank;
  private UUID account;

  @BeforeEach
  void open() {
    LOG.setLevel(Level.OFF);
    scenario = new LedgerScenario();
    bank = scenario.bank();
    account = scenario.open();
  }

  @AfterEach
  void theBooksBalance() {
    writers.forEach(LedgerWriter::stop);
    threads.shutdownNow();
    LOG.setLevel(null);
    scenario.close();
  }

  @Test
  void gathersWhatQueuesWhileItWrites() throws Exception {
    Gate gate = new Gate();
    LedgerWriter writer = writer(gate, 1_000, 100, LONG);
    Future<Outcome> first = post(writer, "1.00");
    gate.awaitArrival();
    List<Future<Outcome>> rest = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      rest.add(post(writer, "1.00"));
    }
    await(() -> writer.waiting() == 251);
    gate.open();

    assertThat(first.get()).isInstanceOf(Outcome.Posted.class);
    for (Future<Outcome> one : rest) {
      assertThat(one.get()).isInstanceOf(Outcome.Posted.class);
    }
    assertThat(batches).containsExactly(1, 100, 100, 50);
    assertThat(scenario.balance(account)).isEqualTo("251.00");
    assertThat(writer.waiting()).isZero();
  }

  @Test
  void keepsASubmissionsEntriesTogether() throws Exception {
    Gate gate = new Gate();
    LedgerWriter writer = writer(gate, 1_000, 10, LONG);
    Future<Outcome> first = post(writer, "1.00");
    gate.awaitArrival();
    List<Future<List<Outcome>>> rest = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      int expected = 1 + 6 * i;
      rest.add(threads.submit(() -> writer.post(entries(6))));
      await(() -> writer.waiting() == expected);
    }
    gate.open();

    first.get();
    for (Future<List<Outcome>> one : rest) {
      assertThat(one.get()).hasSize(6).allMatch(Outcome.Posted.class::isInstance);
    }
    assertThat(batches).containsExactly(1, 6, 6, 6);
  }

  @Test
  void refusesWhatItHasNoRoomFor() throws Exception {
    Gate gate = new Gate();
    LedgerWriter writer = writer(gate, 3, 3, LONG);
    List<Future<Outcome>> accepted = new ArrayList<>();
    accepted.add(post(writer, "1.00"));
    gate.awaitArrival();
    accepted.add(post(writer, "1.00"));
    accepted.add(post(writer, "1.00"));
    await(() -> writer.waiting() == 3);

    assertBusy(() -> writer.post(entry("1.00")));
    gate.open();

    for (Future<Outcome> one : accepted) {
      assertThat(one.get()).isInstanceOf(Outcome.Posted.class);
    }
    assertThat(scenario.balance(account)).isEqualTo("3.00");
  }

  @Test
  void hasRoomAgainForWhoeverHasHisAnswer() {
    LedgerWriter writer = writer(new Gate().opened(), 1, 1, LONG);
    for (int i = 0; i < 50; i++) {
      assertThat(writer.post(entry("0.01"))).isInstanceOf(Outcome.Posted.class);
    }
  }

  @Test
  void neverBooksWhatWasAbandoned() throws Exception {
    Gate gate = new Gate();
    LedgerWriter writer = writer(gate, 10, 5, Duration.ofMillis(50));
    Future<Outcome> taken = post(writer, "1.00");
    gate.awaitArrival();

    assertBusy(() -> writer.post(entry("7.00")));
    assertThat(taken).isNotDone();
    gate.open();

    assertThat(taken.get()).as("waits beyond the bound once taken").isNotNull();
    await(() -> writer.waiting() == 0);
    assertThat(scenario.balance(account)).isEqualTo("1.00");
  }

  @Test
  void tellsAnInterruptedRequestTheTruth() throws Exception {
    Gate gate = new Gate();
    LedgerWriter writer = writer(gate, 10, 5, LONG);
    CompletableFuture<Object> taken = new CompletableFuture<>();
    Thread first = interruptible(writer, "1.00", taken);
    gate.awaitArrival();
    CompletableFuture<Object> waiting = new CompletableFuture<>();
    Thread second = interruptible(writer, "7.00", waiting);
    await(() -> writer.waiting() == 2);

    second.interrupt();
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isInstanceOf(Refusal.class);
    first.interrupt();
    gate.open();

    assertThat(taken.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Posted.class);
    await(() -> writer.waiting() == 0);
    assertThat(scenario.balance(account)).isEqualTo("1.00");
  }

  @Test
  void answersAWholeBatchThoughSomeOfItWereInterrupted() throws Exception {
    Gate gate = new Gate();
    LedgerWriter writer = writer(gate, 100, 50, LONG);
    Future<Outcome> first = post(writer, "1.00");
    gate.awaitArrival();
    List<CompletableFuture<Object>> answers = new ArrayList<>();
    List<Thread> requests = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      int expected = 1 + i;
      CompletableFuture<Object> answer = new CompletableFuture<>();
      answers.add(answer);
      requests.add(interruptible(writer, "1.00", answer));
      await(() -> writer.waiting() == expected);
    }
    gate.open();
    for (int i = 0; i < requests.size(); i += 3) {
      requests.get(i).interrupt();
    }

    assertThat(first.get()).isInstanceOf(Outcome.Posted.class);
    int booked = 1;
    for (CompletableFuture<Object> answer : answers) {
      booked += answer.get(10, TimeUnit.SECONDS) instanceof Outcome.Posted ? 1 : 0;
    }
    assertThat(booked).isGreaterThan(answers.size() / 2);
    assertThat(scenario.balance(account)).isEqualTo(booked + ".00");
  }

  @Test
  void wakesTheNextForARequestThatHasGone() {
    Submission gone = new Submission(entries(1));
    Submission next = new Submission(entries(1));
    List<Outcome> outcomes =
        List.of(new Outcome.Posted(next.entries().get(0).id(), scenario.clock.instant()));
    assertThatNullPointerException().as("any failure").isThrownBy(() -> gone.await(null));

    next.keep(outcomes, null);
    gone.keep(outcomes, next);
    gone.deliver();

    assertThat(next.await(LONG)).isEqualTo(outcomes);
  }

  @Test
  void answersEverythingItAcceptedBeforeItStops() throws Exception {
    Gate gate = new Gate();
    LedgerWriter writer = writer(gate, 1_000, 10, LONG);
    List<Future<Outcome>> accepted = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      accepted.add(post(writer, "1.00"));
    }
    await(() -> writer.waiting() == 60);
    Future<?> stopped = threads.submit(writer::stop);
    await(() -> !writer.isRunning());
    assertBusy(() -> writer.post(entry("1.00")));
    gate.open();

    stopped.get();
    for (Future<Outcome> one : accepted) {
      assertThat(one.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.Posted.class);
    }
    assertThat(scenario.balance(account)).isEqualTo("60.00");
  }

  @Test
  void answersWhoeverComesWhileItStops() throws Exception {
    for (int round = 0; round < 20; round++) {
      LedgerWriter writer = writer(new Gate().opened(), 1_000, 100, LONG);
      CountDownLatch started = new CountDownLatch(4);
      List<Future<Integer>> clients = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        clients.add(
            threads.submit(
                () -> {
                  started.countDown();
                  return postUntilRefused(writer);
                }));
      }
      started.await();
      writer.stop();
      for (Future<Integer> client : clients) {
        client.get(5, TimeUnit.SECONDS);
      }
      assertThat(writer.waiting()).isZero();
    }
  }

  @Test
  void isolatesAPoisonedEntryFromItsBatch() throws Exception {
    Gate gate = new Gate();
    LedgerWriter writer = writer(gate, 1_000, 100, LONG);
    Future<Outcome> first = post(writer, "1.00");
    gate.awaitArrival();
    List<Future<Outcome>> good = new ArrayList<>();
    List<Future<Outcome>> poisoned = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      good.add(post(writer, "1.00"));
      if (i % 10 == 5) {
        JournalEntry kind =
            JournalEntry.move(
                scenario.clock, key(), "not a kind", "test", thb("1.00"), bank, account);
        poisoned.add(threads.submit(() -> writer.post(kind)));
        JournalEntry text = entry("1.00").describedAs("a\u0000b");
        poisoned.add(threads.submit(() -> writer.post(text)));
      }
    }
    await(() -> writer.waiting() == 25);
    gate.open();

    first.get();
    for (Future<Outcome> one : good) {
      assertThat(one.get()).isInstanceOf(Outcome.Posted.class);
    }
    for (Future<Outcome> one : poisoned) {
      assertThat(one).failsWithin(Duration.ofSeconds(10));
    }
    assertThat(scenario.balance(account)).isEqualTo("21.00");
    assertThat(writer.post(entry("1.00"))).isInstanceOf(Outcome.Posted.class);
  }

  @Test
  void survivesAnErrorOfTheLedger() throws Exception {
    boolean[] fail = {true};
    LedgerWriter writer =
        start(
            new LedgerWriter(
                entries -> {
                  if (fail[0]) {
                    throw new StackOverflowError("broken");
                  }
                  return scenario.ledger.post(entries);
                },
                settings(10, 5, LONG),
                Thread::new));
    assertThat(post(writer, "1.00")).failsWithin(Duration.ofSeconds(10));
    fail[0] = false;

    assertThat(writer.post(entry("1.00"))).isInstanceOf(Outcome.Posted.class);
    assertThat(writer.waiting()).isZero();
  }

  @Test
  void refusesEntriesThatDoNotMakeABatch() {
    LedgerWriter writer = writer(new Gate().opened(), 10, 5, LONG);
    assertThatIllegalArgumentException().isThrownBy(() -> writer.post(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> writer.post(entries(6)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.post(entry("1.00").linkedToNext()));
    assertThat(writer.waiting()).isZero();
  }

  /** Holds back the transactions of a writer until it is opened. */
  private static final class Gate {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    Gate opened() {
      opened.countDown();
      return this;
    }

    void open() {
      opened.countDown();
    }

    void awaitArrival() throws InterruptedException {
      assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
    }

    void pass() {
      arrived.countDown();
      try {
        assertThat(opened.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private LedgerWriter writer(Gate gate, int queue, int batch, Duration wait) {
    return start(
        new LedgerWriter(
            entries -> {
              gate.pass();
              List<Outcome> outcomes = scenario.ledger.post(entries);
              batches.add(entries.size());
              return outcomes;
            },
            settings(queue, batch, wait),
            Thread::new));
  }

  private LedgerWriter start(LedgerWriter writer) {
    writers.add(writer);
    writer.start();
    return writer;
  }

  private static LedgerSettings settings(int queue, int batch, Duration wait) {
    return new LedgerSettings(Duration.ofSeconds(1), queue, batch, wait);
  }

  private Future<Outcome> post(LedgerWriter writer, String amount) {
    return threads.submit(() -> writer.post(entry(amount)));
  }

  private Thread interruptible(
      LedgerWriter writer, String amount, CompletableFuture<Object> answer) {
    Thread thread =
        new Thread(
            () -> {
              try {
                answer.complete(writer.post(entry(amount)));
              } catch (RuntimeException refused) {
                answer.complete(refused);
              }
            });
    thread.start();
    return thread;
  }

  private int postUntilRefused(LedgerWriter writer) {
    for (int booked = 0; ; booked++) {
      try {
        writer.post(entry("0.01")).orRefuse();
      } catch (Refusal busy) {
        assertThat(busy.kind()).isEqualTo(Kind.BUSY);
        return booked;
      }
    }
  }

  private List<JournalEntry> entries(int count) {
    List<JournalEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(entry("1.00"));
    }
    return entries;
  }

  private JournalEntry entry(String amount) {
    return scenario.move(amount, bank, account);
  }

  private static void assertBusy(Runnable post) {
    try {
      post.run();
    } catch (Refusal refused) {
      assertThat(refused.kind()).isEqualTo(Kind.BUSY);
      return;
    }
    throw new AssertionError("It was not refused");
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the time to wait").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
