package org.dompet.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.testing.SettableClock;
import org.dompet.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final SettableClock clock = new SettableClock(START);
  private final AtomicInteger asked = new AtomicInteger();
  private final DataSource database = counting(TestDatabase.shared().application());
  private final String ann = UUID.randomUUID().toString();
  private final String bob = UUID.randomUUID().toString();

  @ParameterizedTest
  @EnumSource
  void letEachPersonInAsOftenAsTheLimitSays(Limit limit) {
    Limits limits = node(Map.of(limit, 7));

    assertThat(letIn(limits, limit, ann, 20)).isEqualTo(7);
    assertThat(letIn(limits, limit, bob, 3)).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void sayWhatIsLeftAndWhenThereIsMore(Limit limit) {
    Limits limits = node(Map.of(limit, 2));

    assertThat(limits.take(limit, ann)).contains(new Verdict(true, 2, 1, 60));
    clock.advance(Duration.ofMillis(19_500));
    assertThat(limits.take(limit, ann)).contains(new Verdict(true, 2, 0, 41));
    assertThat(limits.take(limit, ann)).contains(new Verdict(false, 2, 0, 41));
    clock.advance(Duration.ofMillis(40_500));
    assertThat(limits.take(limit, ann)).contains(new Verdict(true, 2, 1, 60));
  }

  @Test
  void areNoneWhereTheConfigurationSaysNought() {
    assertThat(node(Map.of(Limit.TRANSACTIONS, 0)).take(Limit.TRANSACTIONS, ann)).isEmpty();
  }

  /** Nodes, not threads, are what the database is there for: each thread has its own. */
  @ParameterizedTest
  @ValueSource(ints = {2, 20, 105})
  void holdAcrossNodesThatAskAllAtOnce(int quota) throws Exception {
    List<Limits> nodes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      nodes.add(node(Map.of(Limit.TRANSACTIONS, quota)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Future<Integer>> counts = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        Limits node = nodes.get(i % nodes.size());
        counts.add(threads.submit(() -> letIn(node, Limit.TRANSACTIONS, ann, quota)));
      }
      int letIn = 0;
      for (Future<Integer> count : counts) {
        letIn += count.get();
      }
      assertThat(letIn).isEqualTo(quota);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void forgetTokensThatANodeHasNotHandedOutWhenTheBucketIsFilledAgain() {
    Limits one = node(Map.of(Limit.TRANSACTIONS, 40));
    Limits other = node(Map.of(Limit.TRANSACTIONS, 40));
    assertThat(letIn(one, Limit.TRANSACTIONS, ann, 1)).isEqualTo(1);
    assertThat(letIn(other, Limit.TRANSACTIONS, ann, 50)).isEqualTo(36);

    clock.advance(Duration.ofMinutes(1));

    assertThat(letIn(other, Limit.TRANSACTIONS, ann, 50) + letIn(one, Limit.TRANSACTIONS, ann, 50))
        .isEqualTo(40);
  }

  @Test
  void askTheDatabaseOnceForATenthOfTheLimit() {
    Limits limits = node(Map.of(Limit.TRANSACTIONS, 1000));
    letIn(limits, Limit.TRANSACTIONS, ann, 1);
    asked.set(0);

    assertThat(letIn(limits, Limit.TRANSACTIONS, ann, 999)).isEqualTo(999);

    assertThat(asked).hasValue(9);
  }

  @Test
  void refuseAFloodWithoutTheDatabase() {
    Limits limits = node(Map.of(Limit.AUTH, 5));
    letIn(limits, Limit.AUTH, ann, 6);
    asked.set(0);

    assertThat(letIn(limits, Limit.AUTH, ann, 10_000)).isZero();

    assertThat(asked).hasValue(0);
  }

  @Test
  void letNobodyInUncountedWhileTheDatabaseIsAway() {
    Limits limits =
        new Limits(new LimitSettings(Map.of()), clock, failing(TestDatabase.shared().owner()));

    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> limits.take(Limit.EMERGENCY, ann))
        .returns(Kind.BUSY, Refusal::kind);
    assertThat(limits.take(Limit.WALLET_READS, ann)).isPresent();
  }

  @Test
  void goOnCountingWhenTheDatabaseComesBack() {
    AtomicInteger failures = new AtomicInteger(1);
    Limits limits =
        new Limits(
            new LimitSettings(Map.of(Limit.AUTH, 5)),
            clock,
            watched(
                database,
                () -> {
                  if (failures.getAndDecrement() > 0) {
                    throw new IllegalStateException("away");
                  }
                }));

    assertThatExceptionOfType(Refusal.class).isThrownBy(() -> limits.take(Limit.AUTH, ann));

    assertThat(letIn(limits, Limit.AUTH, ann, 9)).isEqualTo(5);
  }

  @Test
  void leaveNoRowsBehindForLong() throws SQLException {
    Limits limits = node(Map.of(Limit.AUTH, 5));
    for (int i = 0; i < 200; i++) {
      limits.take(Limit.AUTH, "203.0.113." + i + ann);
    }
    TestDatabase.execute(
        TestDatabase.shared().owner(), "update rate_limit_bucket set expires_at = 0");

    for (int i = 0; i < 200; i++) {
      limits.take(Limit.AUTH, "198.51.100." + i + ann);
    }

    try (Connection connection = TestDatabase.shared().owner().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select count(*) filter (where expires_at = 0), count(*) from rate_limit_bucket")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isZero();
      assertThat(rows.getInt(2)).isGreaterThanOrEqualTo(200);
    }
  }

  @Test
  void haveTheNumbersThatAreWrittenDown() {
    LimitSettings settings = new LimitSettings(Map.of());

    assertThat(settings.of(Limit.AUTH)).isEqualTo(5);
    assertThat(settings.of(Limit.EMERGENCY)).isEqualTo(2);
    assertThat(settings.of(Limit.WALLET_WRITES)).isEqualTo(10);
    assertThat(settings.of(Limit.WALLET_READS)).isEqualTo(30);
    assertThat(settings.of(Limit.TRANSACTIONS)).isEqualTo(20);
    assertThat(settings.of(Limit.ONRAMP)).isEqualTo(15);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1_000_000_001})
  void refuseNumbersThatMakeNoSense(int aMinute) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LimitSettings(Map.of(Limit.WALLET_READS, aMinute)))
        .withMessageStartingWith("dompet.limits.wallet-reads must be");
  }

  private Limits node(Map<Limit, Integer> aMinute) {
    return new Limits(new LimitSettings(aMinute), clock, database);
  }

  private static int letIn(Limits limits, Limit limit, String who, int times) {
    int in = 0;
    for (int i = 0; i < times; i++) {
      in += limits.take(limit, who).orElseThrow().allowed() ? 1 : 0;
    }
    return in;
  }

  private DataSource counting(DataSource source) {
    return watched(source, asked::incrementAndGet);
  }

  private static DataSource failing(DataSource source) {
    return watched(
        source,
        () -> {
          throw new IllegalStateException("away");
        });
  }

  /** Runs something before each connection. */
  private static DataSource watched(DataSource source, Runnable before) {
    return (DataSource)
        Proxy.newProxyInstance(
            LimitsTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getConnection")) {
                before.run();
              }
              return method.invoke(source, arguments);
            });
  }
}
