package org.dompet.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobRunsTest {
  private static final int AT_ONCE = 8;

  private final RunScenario scenario = new RunScenario();

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void areRecordedAsTheyWereAskedFor() {
    UUID id =
        scenario.runs.request(
            Job.WALLET_RECONCILIATION,
            JobRun.Trigger.OPERATOR,
            "root",
            new TreeMap<>(Map.of("walletId", "w \"1\"", "b", "")));

    JobRun run = scenario.read(id);
    assertThat(run.job()).isEqualTo(Job.WALLET_RECONCILIATION);
    assertThat(run.trigger()).isEqualTo(JobRun.Trigger.OPERATOR);
    assertThat(run.startedBy()).isEqualTo("root");
    assertThat(run.parameters())
        .containsExactly(Map.entry("b", ""), Map.entry("walletId", "w \"1\""));
    assertThat(run.state()).isEqualTo(JobRun.State.REQUESTED);
    assertThat(run.requestedAt()).isEqualTo(scenario.clock.instant());
    assertThat(run.attempt()).isEqualTo(1);
    assertThat(run.worked()).isZero();
    assertThat(run.rowsPerSecond()).isZero();
  }

  @Test
  void areOpenOneAtATime() {
    UUID id = scenario.request(Job.HOLD_EXPIRY);
    refuses(Kind.JOB_RUNNING, () -> scenario.request(Job.HOLD_EXPIRY));
    scenario.request(Job.ORDER_EXPIRY);
    JobRun taken = scenario.one.lease.take().orElseThrow();
    assertThat(taken.id()).isEqualTo(id);
    refuses(Kind.JOB_RUNNING, () -> scenario.request(Job.HOLD_EXPIRY));
    scenario.one.end(id, JobRun.State.COMPLETED);
    assertThat(scenario.request(Job.HOLD_EXPIRY)).isNotEqualTo(id);
  }

  @Test
  void areAskedForByManyAtOnceAndOpenOnce() throws Exception {
    List<Boolean> made =
        atOnce(
            () -> {
              try {
                scenario.request(Job.LEDGER_SEAL);
                return true;
              } catch (Refusal refused) {
                assertThat(refused.kind()).isEqualTo(Kind.JOB_RUNNING);
                return false;
              }
            });
    assertThat(made).containsOnlyOnce(true);
  }

  @Test
  void areTakenByOneNode() throws Exception {
    scenario.request(Job.LEDGER_SEAL);
    List<Boolean> taken = atOnce(() -> scenario.two.lease.take().isPresent());
    assertThat(taken).containsOnlyOnce(true);
    assertThat(scenario.runs.list(Job.LEDGER_SEAL, null, null, 1).get(0).node()).isEqualTo("two");
  }

  @Test
  void areStoppedAtOnceWhileNobodyHasThem() {
    UUID id = scenario.request(Job.HOLD_EXPIRY);
    scenario.runs.requestStop(id);
    assertThat(scenario.read(id).state()).isEqualTo(JobRun.State.STOPPED);
    assertThat(scenario.read(id).endedAt()).isEqualTo(scenario.clock.instant());
    assertThat(scenario.one.lease.take()).isEmpty();
    refuses(Kind.RUN_ENDED, () -> scenario.runs.requestStop(id));
    refuses(Kind.NOT_FOUND, () -> scenario.runs.requestStop(UUID.randomUUID()));
  }

  @Test
  void areToldToStopWhileTheyRun() {
    UUID id = scenario.running(Job.HOLD_EXPIRY);
    assertThat(scenario.one.lease.beat()).containsExactly(Map.entry(id, false));
    scenario.runs.requestStop(id);
    assertThat(scenario.read(id).state()).isEqualTo(JobRun.State.RUNNING);
    assertThat(scenario.one.lease.beat()).containsExactly(Map.entry(id, true));
    assertThat(scenario.two.lease.beat()).isEmpty();
  }

  @Test
  void areAskedForAgainWhenTheyFailedOrWereStoppedAndNeverWhenTheyAreCompleted() {
    UUID id = scenario.running(Job.HOLD_EXPIRY);
    refuses(Kind.JOB_RUNNING, () -> scenario.runs.restart(id));
    scenario.one.progress.add(id, 3, 5, 0);
    scenario.clock.advance(Duration.ofSeconds(10));
    scenario.one.fail(id, new IllegalStateException("no"));
    scenario.clock.advance(Duration.ofHours(1));
    scenario.runs.restart(id);
    assertThat(scenario.read(id).state()).isEqualTo(JobRun.State.REQUESTED);
    assertThat(scenario.read(id).error()).isNull();
    assertThat(scenario.two.lease.take()).isPresent();
    scenario.clock.advance(Duration.ofSeconds(10));
    scenario.two.progress.add(id, 4, 95, 1);
    scenario.two.end(id, JobRun.State.COMPLETED);

    JobRun run = scenario.read(id);
    assertThat(run.attempt()).isEqualTo(2);
    assertThat(run.checked()).isEqualTo(7);
    assertThat(run.findings()).isEqualTo(1);
    assertThat(run.startedAt()).isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
    assertThat(run.worked()).isEqualTo(Duration.ofSeconds(20));
    assertThat(run.rowsPerSecond()).isEqualTo(5);
    refuses(Kind.RUN_ENDED, () -> scenario.runs.restart(id));
    refuses(Kind.NOT_FOUND, () -> scenario.runs.restart(UUID.randomUUID()));
  }

  @Test
  void areNotAskedForAgainWhileAnotherOneIsOpen() {
    UUID id = scenario.running(Job.HOLD_EXPIRY);
    scenario.one.end(id, JobRun.State.STOPPED);
    scenario.request(Job.HOLD_EXPIRY);
    refuses(Kind.JOB_RUNNING, () -> scenario.runs.restart(id));
  }

  @Test
  void areListedNewestFirst() {
    UUID first = scenario.running(Job.HOLD_EXPIRY);
    scenario.one.end(first, JobRun.State.COMPLETED);
    UUID other = scenario.request(Job.ORDER_EXPIRY);
    UUID second = scenario.request(Job.HOLD_EXPIRY);
    assertThat(ids(scenario.runs.list(null, null, null, 10))).containsExactly(second, other, first);
    assertThat(ids(scenario.runs.list(null, null, second, 1))).containsExactly(other);
    assertThat(ids(scenario.runs.list(Job.HOLD_EXPIRY, null, null, 10)))
        .containsExactly(second, first);
    assertThat(ids(scenario.runs.list(Job.HOLD_EXPIRY, JobRun.State.COMPLETED, null, 10)))
        .containsExactly(first);
  }

  private <T> List<T> atOnce(Callable<T> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<T>> answers = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        answers.add(threads.submit(work));
      }
      List<T> all = new ArrayList<>();
      for (Future<T> answer : answers) {
        all.add(answer.get());
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<UUID> ids(List<JobRun> runs) {
    return runs.stream().map(JobRun::id).toList();
  }

  private static void refuses(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(kind));
  }
}
