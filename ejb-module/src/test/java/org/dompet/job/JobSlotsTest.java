package org.dompet.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.dompet.refusal.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobSlotsTest {
  private static final Duration PERIOD = Duration.ofMinutes(5);

  private final RunScenario scenario = new RunScenario();
  private final JobSlots slots = new JobSlots(scenario.database, scenario.clock);
  private final RequestDue due = new RequestDue(slots, scenario.runs, scenario.settings);
  private final JobBoard board = new JobBoard(scenario.database, scenario.clock, scenario.settings);

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void areTakenOnce() {
    Instant slot = Instant.parse("2030-01-01T00:05:00Z");
    assertThat(at(slot.plusSeconds(1))).isTrue();
    assertThat(at(slot)).isFalse();
    assertThat(at(slot.plusSeconds(299))).isFalse();
    assertThat(at(slot.minusSeconds(1))).isFalse();
    assertThat(at(slot.plusSeconds(300))).isTrue();
  }

  @Test
  void areDueUntilTheyAreTaken() {
    assertThat(slots.due(scenario.settings)).containsExactlyInAnyOrder(Job.values());
    assertThat(request(Job.HOLD_EXPIRY)).isTrue();
    assertThat(scenario.runs.list(Job.HOLD_EXPIRY, null, null, 1).get(0).trigger())
        .isEqualTo(JobRun.Trigger.TIMER);
    assertThat(slots.due(scenario.settings)).doesNotContain(Job.HOLD_EXPIRY);
    UUID run = scenario.one.lease.take().orElseThrow().id();
    // It is time again, and the last run is still open.
    scenario.clock.advance(Duration.ofMinutes(1));
    assertThat(slots.due(scenario.settings)).doesNotContain(Job.HOLD_EXPIRY);
    assertThatThrownBy(() -> request(Job.HOLD_EXPIRY)).isInstanceOf(Refusal.class);
    scenario.one.end(run, JobRun.State.COMPLETED);
    assertThat(slots.due(scenario.settings)).contains(Job.HOLD_EXPIRY);
    // The slot was not used up by the refusal.
    assertThat(request(Job.HOLD_EXPIRY)).isTrue();
  }

  @Test
  void passPausedJobsBy() {
    scenario.runs.pause(Job.HOLD_EXPIRY, "root");
    scenario.runs.pause(Job.HOLD_EXPIRY, "another");
    assertThat(slots.due(scenario.settings)).doesNotContain(Job.HOLD_EXPIRY);
    assertThat(board.of(Job.HOLD_EXPIRY).isPaused()).isTrue();
    assertThat(board.of(Job.HOLD_EXPIRY).pausedBy()).isEqualTo("root");
    assertThat(board.of(Job.HOLD_EXPIRY).nextRun()).isNull();
    scenario.runs.resume(Job.HOLD_EXPIRY, "root");
    assertThat(slots.due(scenario.settings)).contains(Job.HOLD_EXPIRY);
    assertThat(board.of(Job.HOLD_EXPIRY).isPaused()).isFalse();
  }

  @Test
  void showOnTheBoardWhatRanAndWhatRunsNext() {
    scenario.clock.set(Instant.parse("2030-01-01T00:07:00Z"));
    assertThat(board.of(Job.LEDGER_SEAL).nextRun()).isEqualTo(scenario.clock.instant());
    assertThat(board.of(Job.LEDGER_SEAL).lastRun()).isNull();
    request(Job.LEDGER_SEAL);
    UUID good = scenario.one.lease.take().orElseThrow().id();
    scenario.one.end(good, JobRun.State.COMPLETED);
    UUID bad = scenario.running(Job.LEDGER_SEAL);
    scenario.one.fail(bad, new IllegalStateException("no"));

    JobStatus status = board.of(Job.LEDGER_SEAL);
    assertThat(status.every()).isEqualTo(Duration.ofMinutes(10));
    assertThat(status.nextRun()).isEqualTo(Instant.parse("2030-01-01T00:10:00Z"));
    assertThat(status.lastRun()).isNotNull();
    assertThat(status.lastRun().id()).isEqualTo(bad);
    assertThat(status.lastGoodRun()).isNotNull();
    assertThat(status.lastGoodRun().id()).isEqualTo(good);
    assertThat(board.all()).extracting(JobStatus::job).containsExactly(Job.values());
  }

  @Test
  void areNamedInSettingsWithinTheirBounds() {
    Map<Job, JobSettings.Schedule> schedules = new EnumMap<>(JobSettings.defaults().schedules());
    assertThat(schedules).containsOnlyKeys(Job.values());
    assertThatThrownBy(() -> new JobSettings(schedules, Duration.ofSeconds(9), Duration.ofDays(90)))
        .hasMessageContaining("dompet.job.lease must be between PT10S and PT10M");
    assertThatThrownBy(
            () -> new JobSettings(schedules, Duration.ofSeconds(30), Duration.ofDays(29)))
        .hasMessageContaining("dompet.job.history");
  }

  @Test
  void areForgottenWithTheRunsOfLongAgo() {
    UUID old = scenario.running(Job.HOLD_EXPIRY);
    scenario.one.end(old, JobRun.State.COMPLETED);
    UUID lastGood = scenario.running(Job.HOLD_EXPIRY);
    scenario.one.end(lastGood, JobRun.State.COMPLETED);
    UUID withFinding = scenario.running(Job.ORDER_EXPIRY);
    scenario.one.end(withFinding, JobRun.State.COMPLETED);
    scenario.one.end(scenario.running(Job.ORDER_EXPIRY), JobRun.State.COMPLETED);
    scenario.execute(
        """
        alter table job_run disable trigger a_completed_run_never_changes;
        update job_run set ended_at = now() - interval '91 days';
        alter table job_run enable trigger a_completed_run_never_changes""");
    scenario.execute(
        """
        insert into finding (id, run_id, kind, subject, detail, found_at)
        values (gen_random_uuid(), '%s', 'TEST', 'nothing', 'nothing', now())"""
            .formatted(withFinding));
    ForgetRuns forget = new ForgetRuns(scenario.database, scenario.settings);
    assertThat(forget.forget(100)).isEqualTo(1);
    assertThat(forget.forget(100)).isZero();
    assertThat(scenario.runs.find(old)).isEmpty();
    assertThat(scenario.runs.find(lastGood)).isPresent();
    assertThat(scenario.runs.find(withFinding)).isPresent();
    assertThatThrownBy(() -> ask("select forget_runs(29, 10)")).hasMessageContaining("30 days");
    assertThatThrownBy(() -> ask("delete from job_run")).hasMessageContaining("permission denied");
  }

  private void ask(String sql) {
    SqlWork.run(scenario.database, sql, statement -> statement.execute());
  }

  private boolean at(Instant moment) {
    scenario.clock.set(moment);
    return slots.take("test", PERIOD);
  }

  private boolean request(Job job) {
    return scenario.database.call(() -> due.request(job));
  }
}
