package org.dompet.server.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.dompet.server.RunningDompet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nodes die in the middle of runs, or are many, or lose the database: each run is done once. */
@ExtendWith(ChaosExtension.class)
class JobsChaosIT {
  private static final String JOB = "wallet-reconciliation";

  private final Installation installation;
  private final Database database;

  JobsChaosIT(Installation installation) {
    this.installation = installation;
    this.database = installation.database();
  }

  @BeforeEach
  void holdUpAllButTheFirstPartsOfRuns() throws Exception {
    Customer customer = new Customer(installation);
    customer.order("2.5");
    database.execute(
        """
        create or replace trigger hold_up_a_part after update on job_run_part
          for each row when (new.part >= 2) execute function wait_to_commit();
        insert into job_control (job, paused, changed_at, changed_by)
        values ('wallet-reconciliation', true, now(), 'chaos')
        on conflict (job) do update set paused = true""");
    Eventually.holds(
        () ->
            database.number("select count(*) from job_run where job = ? and ended_at is null", JOB)
                == 0,
        () -> "A run of the timer goes on");
  }

  @AfterEach
  void letRunsGo() {
    database.execute(
        """
        drop trigger hold_up_a_part on job_run_part;
        update job_control set paused = false""");
  }

  @Test
  void aKilledRunGoesOnExactlyWhereItStopped() throws Exception {
    UUID run = UUID.randomUUID();
    database.whileNobodyCanCommit(
        () -> {
          request(run);
          awaitTheMiddle(run);
          installation.kill();
        });
    assertThat(state(run)).isEqualTo("RUNNING 1");
    long checked = checked(run);
    long done = parts(run, true);
    assertThat(done).isPositive();
    assertThat(parts(run, false)).isPositive();

    installation.start();
    awaitState(run, "COMPLETED 2");
    assertThat(parts(run, false)).isZero();
    assertThat(crashes(run)).isEqualTo(1);
    UUID inOnePiece = completed();
    assertThat(checked).isPositive().isLessThan(checked(inOnePiece));
    assertThat(checked(run)).isEqualTo(checked(inOnePiece));
    assertThat(parts(run, true)).isEqualTo(parts(inOnePiece, true));
  }

  @Test
  void aRunWhoseDatabaseGoesAwayFailsAndTheNextOneIsGood() throws Exception {
    UUID run = UUID.randomUUID();
    database.whileNobodyCanCommit(
        () -> {
          request(run);
          awaitTheMiddle(run);
          installation.toDatabase().cut();
          // Behind the cut, its sessions would wait for their lock for ever.
          database.awaitEndOfSessions();
        });
    installation.toDatabase().mend();
    awaitState(run, "FAILED 1");
    assertThat(
            database.number("select count(*) from job_run where id = ? and length(error) > 5", run))
        .isEqualTo(1);
    assertThat(crashes(run)).isEqualTo(1);
    completed();
  }

  @Test
  void twoNodesRunEachSlotOnceAndOneGoesOnWhenTheOtherDies() {
    String since = database.text("select now()::text");
    try (RunningDompet another = installation.startAnother()) {
      awaitRunsOfTwoNodes(since);
      another.kill();
    }
    long before = database.number("select count(*) from job_run where job = 'hold-expiry'");
    Eventually.holds(
        () ->
            database.number(
                    "select count(*) from job_run where job = 'hold-expiry' and state = 'COMPLETED'")
                >= before + 2,
        () -> "No more runs after a node has died");
    assertThat(
            database.number(
                """
                select count(*) from (
                  select from job_run
                   where job = 'hold-expiry' and trigger = 'TIMER' and requested_at > ?::timestamptz
                   group by date_bin('10 seconds', requested_at, 'epoch') having count(*) > 1) as twice""",
                since))
        .isZero();
  }

  /** Runs are few, and either node may be the quicker one. */
  private void awaitRunsOfTwoNodes(String since) {
    Eventually.holds(
        () ->
            database.number(
                    """
                    select count(distinct node) from job_run
                     where trigger = 'TIMER' and requested_at > ?::timestamptz""",
                    since)
                >= 2,
        () -> "One node has run everything");
  }

  private void request(UUID run) {
    database.execute(
        """
        insert into job_run (id, job, trigger, started_by, state, requested_at)
        values ('%s', '%s', 'OPERATOR', 'chaos', 'REQUESTED', now())"""
            .formatted(run, JOB));
  }

  /** Some of it is done, and what comes next can't be committed. */
  private void awaitTheMiddle(UUID run) {
    Eventually.holds(() -> parts(run, true) > 0, () -> "Nothing is done: " + state(run));
    database.awaitBlocked("update job_run_part%");
  }

  private UUID completed() {
    UUID run = UUID.randomUUID();
    request(run);
    awaitState(run, "COMPLETED 1");
    return run;
  }

  private void awaitState(UUID run, String state) {
    Eventually.holds(() -> state(run).equals(state), () -> state(run) + ": " + error(run));
  }

  /** With its attempt. */
  private String state(UUID run) {
    return database.text("select state || ' ' || attempt from job_run where id = ?", run);
  }

  private String error(UUID run) {
    return database.text("select coalesce(error, 'no error') from job_run where id = ?", run);
  }

  private long checked(UUID run) {
    return database.number("select checked from job_run where id = ?", run);
  }

  private long parts(UUID run, boolean done) {
    return database.number(
        "select count(*) from job_run_part where run_id = ? and done = ?", run, done);
  }

  private long crashes(UUID run) {
    return database.number(
        "select count(*) from alert where type = 'JOB_CRASH' and metadata ->> 'runId' = ?",
        run.toString());
  }
}
