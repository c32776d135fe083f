package org.dompet.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunLifeTest {
  private static final Duration TOO_LONG = Duration.ofSeconds(31);

  private final RunScenario scenario = new RunScenario();

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void aRunThatFailsSaysWhyAndWhenAllWasWell() {
    UUID good = scenario.running(Job.HOLD_EXPIRY);
    scenario.clock.advance(Duration.ofSeconds(1));
    scenario.one.end(good, JobRun.State.COMPLETED);
    Instant goodAt = scenario.clock.instant();
    scenario.clock.advance(Duration.ofMinutes(1));
    UUID id = scenario.running(Job.HOLD_EXPIRY);
    scenario.one.fail(
        id,
        new IllegalStateException(
            "outer", new IllegalStateException("no\nroute to //me:secret@host?password=x&a=1")));

    JobRun run = scenario.read(id);
    assertThat(run.state()).isEqualTo(JobRun.State.FAILED);
    assertThat(run.error()).isEqualTo("no route to //…@host?password=…&a=1");
    assertThat(scenario.failed.all())
        .containsExactly(
            new JobFailed(id, Job.HOLD_EXPIRY, 1, run.error(), scenario.clock.instant(), goodAt));
    assertThat(scenario.ended.all())
        .extracting(RunEnded::state)
        .containsExactly(JobRun.State.COMPLETED, JobRun.State.FAILED);
  }

  @Test
  void aRunOfASilentNodeGoesOnTwiceAndThenFails() {
    UUID id = scenario.running(Job.LEDGER_SEAL);
    assertThat(scenario.two.recover()).isFalse();
    for (int attempt = 2; attempt <= 3; attempt++) {
      scenario.silentFor(id, TOO_LONG);
      assertThat(scenario.two.recover()).isTrue();
      assertThat(scenario.two.recover()).isFalse();
      assertThat(scenario.read(id).state()).isEqualTo(JobRun.State.REQUESTED);
      assertThat(scenario.read(id).attempt()).isEqualTo(attempt);
      assertThat(scenario.one.lease.take()).isPresent();
    }
    scenario.silentFor(id, TOO_LONG);
    assertThat(scenario.two.recover()).isTrue();
    assertThat(scenario.read(id).state()).isEqualTo(JobRun.State.FAILED);
    assertThat(scenario.failed.all()).hasSize(3);
    assertThat(scenario.failed.all().get(0).error()).isEqualTo("Its node fell silent; it goes on");
    assertThat(scenario.ended.all()).hasSize(1);

    // Somebody asks for it again: then it may go on by itself once more.
    scenario.runs.restart(id);
    assertThat(scenario.one.lease.take()).isPresent();
    scenario.silentFor(id, TOO_LONG);
    assertThat(scenario.two.recover()).isTrue();
    assertThat(scenario.read(id).state()).isEqualTo(JobRun.State.REQUESTED);
  }

  @Test
  void aRunOfASilentNodeThatWasToldToStopIsStopped() {
    UUID id = scenario.running(Job.LEDGER_SEAL);
    scenario.runs.requestStop(id);
    scenario.silentFor(id, TOO_LONG);
    assertThat(scenario.two.recover()).isTrue();
    assertThat(scenario.read(id).state()).isEqualTo(JobRun.State.STOPPED);
  }

  @Test
  void aNodeThatLostItsRunCanWriteNothingOfItAnyMore() {
    UUID id = scenario.running(Job.LEDGER_SEAL);
    plan(scenario.one, id);
    scenario.silentFor(id, TOO_LONG);
    scenario.two.recover();
    assertThat(scenario.two.lease.take()).isPresent();

    assertThatThrownBy(() -> scenario.one.progress.add(id, 1, 1, 0))
        .hasMessageContaining("not this");
    assertThatThrownBy(() -> scenario.one.progress.advance(id, 0, "x", true))
        .hasMessageContaining("not this");
    assertThatThrownBy(
            () ->
                scenario.one.progress.window(
                    id, new RunProgress.Window(Instant.EPOCH, scenario.clock.instant())))
        .hasMessageContaining("not this");
    scenario.one.end(id, JobRun.State.COMPLETED);
    assertThat(scenario.one.lease.handBack(id)).isFalse();
    assertThat(scenario.read(id).state()).isEqualTo(JobRun.State.RUNNING);
    assertThat(scenario.read(id).node()).isEqualTo("two");
    assertThat(scenario.ended.all()).isEmpty();
  }

  @Test
  void aNodeThatWorksIsNotSilent() {
    UUID id = scenario.running(Job.LEDGER_SEAL);
    scenario.silentFor(id, TOO_LONG);
    scenario.one.progress.add(id, 1, 1, 0);
    assertThat(scenario.two.recover()).isFalse();
    scenario.silentFor(id, TOO_LONG);
    scenario.one.lease.beat();
    assertThat(scenario.two.recover()).isFalse();
    // While its work is being committed, nobody can take it.
    scenario.silentFor(id, TOO_LONG);
    scenario.database.run(
        () -> {
          scenario.one.progress.add(id, 1, 1, 0);
          assertThat(RunLifeTest.<Boolean>elsewhere(scenario.two::recover)).isFalse();
        });
  }

  @Test
  void whatGoesOnFindsThePartsWhereTheyAre() {
    UUID id = scenario.running(Job.WALLET_RECONCILIATION);
    AtomicInteger planned = new AtomicInteger();
    List<RunPart> parts =
        scenario.one.progress.plan(
            id,
            () -> {
              planned.incrementAndGet();
              return twoParts();
            });
    assertThat(parts).isEqualTo(twoParts());
    scenario.database.run(
        () -> {
          scenario.one.progress.advance(id, 0, "17", false);
          scenario.one.progress.add(id, 17, 40, 0);
        });
    // What was not committed did not happen.
    assertThatThrownBy(
            () ->
                scenario.database.run(
                    () -> {
                      scenario.one.progress.add(id, 1_000, 0, 0);
                      scenario.one.progress.advance(id, 1, "99", true);
                      throw new IllegalStateException("crash");
                    }))
        .hasMessage("crash");
    scenario.silentFor(id, TOO_LONG);
    scenario.two.recover();
    assertThat(scenario.two.lease.take()).isPresent();
    List<RunPart> found =
        scenario.two.progress.plan(
            id,
            () -> {
              throw new AssertionError("planned again");
            });
    assertThat(planned).hasValue(1);
    assertThat(found.get(0).position()).isEqualTo("17");
    assertThat(found.get(1).position()).isNull();
    assertThat(found.get(1).done()).isFalse();
    assertThat(scenario.read(id).checked()).isEqualTo(17);
    assertThatThrownBy(() -> scenario.two.progress.advance(id, 9, "1", true))
        .hasMessageContaining("no part 9");
  }

  @Test
  void thePeriodThatIsLookedAtStaysTheSame() {
    UUID id = scenario.running(Job.PROVIDER_RECONCILIATION);
    Instant now = scenario.clock.instant();
    RunProgress.Window first = new RunProgress.Window(now.minusSeconds(60), now);
    assertThat(scenario.one.progress.window(id, first)).isEqualTo(first);
    assertThat(scenario.one.progress.window(id, new RunProgress.Window(now, now.plusSeconds(60))))
        .isEqualTo(first);
    assertThat(scenario.read(id).windowFrom()).isEqualTo(first.from());
  }

  @Test
  void aRunThatTakesTooLongIsToldOfOnce() {
    UUID id = scenario.running(Job.HOLD_EXPIRY);
    scenario.clock.advance(Duration.ofMinutes(15));
    scenario.one.tellIfOverdue(Job.HOLD_EXPIRY);
    assertThat(scenario.failed.all()).isEmpty();
    scenario.clock.advance(Duration.ofSeconds(1));
    scenario.one.tellIfOverdue(Job.ORDER_EXPIRY);
    scenario.one.tellIfOverdue(Job.HOLD_EXPIRY);
    scenario.two.tellIfOverdue(Job.HOLD_EXPIRY);
    assertThat(scenario.failed.all())
        .extracting(JobFailed::error)
        .containsExactly("It takes longer than PT15M");
    assertThat(scenario.read(id).state()).isEqualTo(JobRun.State.RUNNING);
  }

  @Test
  void aNodeThatLeavesGivesItsRunBack() {
    UUID id = scenario.running(Job.HOLD_EXPIRY);
    scenario.clock.advance(Duration.ofSeconds(3));
    assertThat(scenario.one.lease.handBack(id)).isTrue();
    assertThat(scenario.read(id).state()).isEqualTo(JobRun.State.REQUESTED);
    assertThat(scenario.read(id).worked()).isEqualTo(Duration.ofSeconds(3));
    JobRun run = scenario.two.lease.take().orElseThrow();
    assertThat(run.id()).isEqualTo(id);
    assertThat(run.attempt()).isEqualTo(1);
    assertThat(scenario.failed.all()).isEmpty();
  }

  private static void plan(RunScenario.Node node, UUID id) {
    node.progress.plan(id, RunLifeTest::twoParts);
  }

  private static List<RunPart> twoParts() {
    UUID middle = UUID.fromString("80000000-0000-0000-0000-000000000000");
    return List.of(
        new RunPart(0, "accounts", null, middle, null, false),
        new RunPart(1, "accounts", middle, null, null, false));
  }

  /** In a thread of its own, and so in another transaction. */
  private static <T> T elsewhere(Callable<T> work) {
    try {
      FutureTask<T> task = new FutureTask<>(work);
      Thread thread = new Thread(task);
      thread.start();
      return task.get();
    } catch (InterruptedException | ExecutionException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
