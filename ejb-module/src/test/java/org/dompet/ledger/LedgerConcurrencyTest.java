package org.dompet.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dompet.ledger.LedgerScenario.key;
import static org.dompet.ledger.LedgerScenario.thb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.testing.LocalTransactions;
import org.dompet.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerConcurrencyTest {
  private static final LedgerSettings PATIENT =
      new LedgerSettings(Duration.ofSeconds(20), 10_000, 50, Duration.ofSeconds(30));

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private LedgerScenario scenario;

  @BeforeEach
  void open() {
    scenario = new LedgerScenario(PATIENT);
  }

  @AfterEach
  void theBooksBalance() {
    threads.shutdownNow();
    scenario.close();
  }

  @Test
  void exactlyAsManyWithdrawalsSucceedAsFit() throws Exception {
    UUID wallet = scenario.openWith("70.00");
    UUID to = scenario.open();

    List<Outcome> outcomes =
        together(120, i -> scenario.ledger.postRetrying(scenario.move("1.00", wallet, to)));

    assertThat(outcomes).filteredOn(Outcome.Posted.class::isInstance).hasSize(70);
    assertThat(outcomes)
        .filteredOn(Outcome.Refused.class::isInstance)
        .hasSize(50)
        .allMatch(refused -> LedgerScenario.refusal(refused) == Kind.INSUFFICIENT_FUNDS);
    assertThat(scenario.balance(wallet)).isEqualTo("0.00");
    assertThat(scenario.balance(to)).isEqualTo("70.00");
  }

  @Test
  void oppositeTransfersDoNotDeadlock() throws Exception {
    UUID one = scenario.openWith("1000.00");
    UUID other = scenario.openWith("1000.00");

    List<Outcome> outcomes =
        together(
            100,
            i ->
                scenario.ledger.post(
                    i % 2 == 0
                        ? scenario.move("3.00", one, other)
                        : scenario.move("2.00", other, one)));

    assertThat(outcomes).allMatch(Outcome.Posted.class::isInstance);
    assertThat(scenario.balance(one)).isEqualTo("950.00");
    assertThat(scenario.balance(other)).isEqualTo("1050.00");
  }

  @Test
  void theSameKeyFromFiftyThreadsHasOneEffect() throws Exception {
    UUID bank = scenario.bank();
    UUID wallet = scenario.open();
    String key = key();

    List<Outcome> outcomes =
        together(
            50, i -> scenario.ledger.postRetrying(scenario.move(key, thb("5.00"), bank, wallet)));

    assertThat(outcomes).filteredOn(Outcome.Posted.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Outcome.Replayed.class::isInstance).hasSize(49);
    assertThat(outcomes)
        .extracting(LedgerConcurrencyTest::entryOf)
        .containsOnly(entryOf(outcomes.get(0)));
    assertThat(scenario.balance(wallet)).isEqualTo("5.00");
  }

  @Test
  void theSameKeyOverDifferentAccountsHasOneEffect() throws Exception {
    // Their locks don't meet: only the unique key, and the attempt after, tell them apart.
    String key = key();
    List<UUID> pockets = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      pockets.add(scenario.openWith("10.00"));
    }

    List<Outcome> outcomes =
        together(
            20,
            i ->
                scenario.ledger.postRetrying(
                    scenario.move(key, thb("5.00"), pockets.get(2 * i), pockets.get(2 * i + 1))));

    assertThat(outcomes).filteredOn(Outcome.Posted.class::isInstance).hasSize(1);
    assertThat(outcomes)
        .filteredOn(Outcome.Refused.class::isInstance)
        .hasSize(19)
        .allMatch(no -> LedgerScenario.refusal(no) == Kind.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void oneEntryIsReversedOnceFromManyThreads() throws Exception {
    UUID wallet = scenario.open();
    UUID entry =
        scenario.ledger.post(scenario.move("5.00", scenario.bank(), wallet)).orRefuse().entryId();

    List<Outcome> outcomes =
        together(20, i -> scenario.ledger.reverse(entry, key(), "mistake", "admin"));

    assertThat(outcomes).filteredOn(Outcome.Posted.class::isInstance).hasSize(1);
    assertThat(scenario.balance(wallet)).isEqualTo("0.00");
  }

  @Test
  void twoNodesWriteToTheSameAccounts() throws Exception {
    List<UUID> wallets = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      wallets.add(scenario.openWith("100.00"));
    }
    try (LocalTransactions here = new LocalTransactions(scenario.database.application());
        LocalTransactions there = new LocalTransactions(scenario.database.application())) {
      List<LedgerWriter> nodes = List.of(writer(here), writer(there));
      String shared = key();
      List<Outcome> outcomes =
          together(
              200,
              i -> {
                LedgerWriter node = nodes.get(i % 2);
                return i >= 190
                    ? node.post(scenario.move(shared, thb("1.00"), wallets.get(0), wallets.get(1)))
                    : node.post(
                        scenario.move("1.00", wallets.get(i % 10), wallets.get((i * 7 + 3) % 10)));
              });
      nodes.forEach(LedgerWriter::stop);

      assertThat(outcomes).noneMatch(Outcome.Refused.class::isInstance);
      assertThat(outcomes).filteredOn(Outcome.Replayed.class::isInstance).hasSize(9);
    }
  }

  @Test
  void acknowledgedEntriesSurviveThatConnectionsAreKilled() throws Exception {
    UUID bank = scenario.bank();
    List<UUID> wallets = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      wallets.add(scenario.open());
    }
    Map<String, UUID> acknowledged = new ConcurrentHashMap<>();
    ConcurrentLinkedQueue<String> attempted = new ConcurrentLinkedQueue<>();
    try (LocalTransactions node = new LocalTransactions(scenario.database.application())) {
      LedgerWriter writer = writer(node);
      CountDownLatch running = new CountDownLatch(1);
      AtomicInteger kills = new AtomicInteger();
      Future<?> killer =
          threads.submit(
              () -> {
                try {
                  while (kills.get() < 15) {
                    int before = acknowledged.size();
                    if (kills.addAndGet(killOthers()) > 0) {
                      awaitMoreThan(before, acknowledged);
                    }
                  }
                } finally {
                  running.countDown();
                }
                return null;
              });
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        UUID wallet = wallets.get(i % 5);
        clients.add(
            threads.submit(
                () -> {
                  while (running.getCount() > 0) {
                    String key = key();
                    attempted.add(key);
                    try {
                      acknowledged.put(
                          key,
                          writer
                              .post(scenario.move(key, thb("1.00"), bank, wallet))
                              .orRefuse()
                              .entryId());
                    } catch (RuntimeException notAcknowledged) {
                      // Booked or not: the books tell, and must tell one of the two.
                    }
                  }
                }));
      }
      killer.get(120, TimeUnit.SECONDS);
      for (Future<?> client : clients) {
        client.get();
      }
      writer.stop();
    }

    Map<String, UUID> booked = new HashMap<>();
    try (Connection connection = scenario.database.owner().getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "select e.idempotency_key, e.id from journal_entry e join posting p on p.entry_id = e.id"
                    + " where e.idempotency_key = any(?) and p.account_id <> ?")) {
      query.setArray(1, connection.createArrayOf("text", attempted.toArray()));
      query.setObject(2, bank);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          assertThat(booked.put(rows.getString(1), rows.getObject(2, UUID.class)))
              .as("booked once")
              .isNull();
        }
      }
    }
    assertThat(acknowledged).isNotEmpty();
    assertThat(booked).containsAllEntriesOf(acknowledged);
  }

  @Test
  void aLockHeldTooLongMakesItBusyAndBooksNothing() throws Exception {
    UUID wallet = scenario.openWith("10.00");
    UUID to = scenario.open();
    LedgerSettings impatient =
        new LedgerSettings(Duration.ofMillis(20), 10, 10, Duration.ofSeconds(5));
    JournalEntry entry = scenario.move("1.00", wallet, to);
    try (LocalTransactions others = new LocalTransactions(scenario.database.application());
        Connection holder = lock(wallet)) {
      StandaloneLedger ledger = new StandaloneLedger(others, scenario.clock, impatient);

      assertThatThrownBy(() -> ledger.post(entry)).isInstanceOf(LedgerConflict.class);
      assertThatThrownBy(() -> ledger.postRetrying(entry))
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Kind.BUSY));
      holder.rollback();

      assertThat(scenario.account(wallet).version()).isEqualTo(1);
      assertThat(ledger.postRetrying(entry)).isInstanceOf(Outcome.Posted.class);
    }
  }

  @Test
  void aLockReleasedInTimeIsWaitedFor() throws Exception {
    UUID wallet = scenario.openWith("10.00");
    try (Connection holder = lock(wallet)) {
      Future<Outcome> waiting =
          threads.submit(
              () -> scenario.ledger.post(scenario.move("1.00", wallet, scenario.bank())));
      awaitWaitingForALock();
      assertThat(waiting).isNotDone();
      holder.rollback();
      assertThat(waiting.get()).isInstanceOf(Outcome.Posted.class);
    }
  }

  @Test
  void aDeadlockIsTriedAgain() throws Exception {
    UUID first = scenario.openWith("10.00");
    UUID second = scenario.openWith("10.00");
    JournalEntry entry = scenario.move("1.00", first, second);
    AtomicInteger attempts = new AtomicInteger();
    try (Connection rival = scenario.database.superuser().getConnection();
        Statement statement = rival.createStatement()) {
      // Only the ledger looks for deadlocks, so it is the one that is turned away.
      statement.execute("set deadlock_timeout = '1h'");
      rival.setAutoCommit(false);
      statement.execute(lockOf(second));
      Future<Outcome> posting =
          threads.submit(
              () ->
                  Retries.onConflict(
                      () -> {
                        attempts.incrementAndGet();
                        return scenario.ledger.post(entry);
                      }));
      awaitWaitingForALock();
      statement.execute(lockOf(first));
      rival.rollback();

      assertThat(posting.get(30, TimeUnit.SECONDS)).isInstanceOf(Outcome.Posted.class);
    }
    assertThat(attempts).hasValueGreaterThan(1);
    assertThat(scenario.balance(second)).isEqualTo("11.00");
  }

  @Test
  void serializationFailuresAndDeadlocksAreTriedAgainThenBusy() {
    for (String state : List.of("40001", "40P01", "55P03", "57P01", "08006", "53300", "23505")) {
      AtomicInteger attempts = new AtomicInteger();
      String answer =
          Retries.onConflict(
              () -> {
                if (attempts.incrementAndGet() < 3) {
                  throw LedgerConflict.orFailure(new SQLException("passing", state));
                }
                return "done";
              });
      assertThat(answer).isEqualTo("done");
    }
    AtomicInteger attempts = new AtomicInteger();
    assertThatThrownBy(
            () ->
                Retries.onConflict(
                    () -> {
                      attempts.incrementAndGet();
                      throw LedgerConflict.orFailure(new SQLException("always", "40001"));
                    }))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Kind.BUSY));
    assertThat(attempts).hasValue(Retries.ATTEMPTS);
  }

  @Test
  void otherFailuresAreNotTriedAgain() {
    AtomicInteger attempts = new AtomicInteger();
    for (String state : List.of("23514", "42501", "22021", "LG007")) {
      attempts.set(0);
      assertThatThrownBy(
              () ->
                  Retries.onConflict(
                      () -> {
                        attempts.incrementAndGet();
                        throw LedgerConflict.orFailure(new SQLException("for good", state));
                      }))
          .isInstanceOf(IllegalStateException.class);
      assertThat(attempts).hasValue(1);
    }
  }

  /** One of many that start at the same moment. */
  private interface Work {
    Outcome run(int number) throws Exception;
  }

  private List<Outcome> together(int count, Work work) throws Exception {
    // As many connections as a pool would have; the rest queue, as they would there.
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(count, 50));
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Outcome>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        Callable<Outcome> one =
            () -> {
              start.await();
              return work.run(number);
            };
        running.add(pool.submit(one));
      }
      start.countDown();
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> one : running) {
        outcomes.add(one.get(60, TimeUnit.SECONDS));
      }
      return outcomes;
    } finally {
      pool.shutdownNow();
    }
  }

  private LedgerWriter writer(LocalTransactions node) {
    LedgerWriter writer =
        new LedgerWriter(
            new StandaloneLedger(node, scenario.clock, PATIENT)::post, PATIENT, Thread::new);
    writer.start();
    return writer;
  }

  private Connection lock(UUID account) throws SQLException {
    Connection connection = scenario.database.application().getConnection();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(lockOf(account));
    }
    return connection;
  }

  private static String lockOf(UUID account) {
    return "select from dompet.account where id = '" + account + "' for no key update";
  }

  private int killOthers() {
    return count(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = '"
            + TestDatabase.APPLICATION
            + "' and state <> 'idle'");
  }

  /** So that each kill meets a ledger that works. */
  private static void awaitMoreThan(int before, Map<?, ?> acknowledged) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (acknowledged.size() <= before) {
      assertThat(System.nanoTime()).as("the time to wait").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private void awaitWaitingForALock() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'") == 0) {
      assertThat(System.nanoTime()).as("the time to wait").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private int count(String query) {
    try (Connection connection = scenario.database.superuser().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static UUID entryOf(Outcome outcome) {
    return outcome.orRefuse().entryId();
  }
}
