package org.dompet.web.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.dompet.batch.slot.JobSlots;
import org.dompet.batch.webhook.WebhookRetryTimer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class WebhookRetryIT {
  private static final String JOB = "webhook-retry";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String STATE = "select state from webhook_event where id = ?";

  private static final String RECORD =
      """
      select concat_ws(' ', j.name, e.batchstatus, s.stepname, s.exitstatus)
        from dompet_batch.executioninstancedata e
        join dompet_batch.jobinstancedata j using (jobinstanceid)
        join dompet_batch.stepexecutioninstancedata s using (jobexecid)
       where e.jobexecid = ? and e.endtime between now() - interval '1 minute' and now()""";

  private static final String STARTED =
      "select count(*)::text from dompet_batch.jobinstancedata where name = ?";

  @Inject private Container container;
  @Inject private Clock clock;
  @Inject private JobSlots slots;
  @EJB private WebhookRetryTimer timer;

  @Test
  void findsTheEventsWhoseMessageWasLost() throws SQLException {
    UUID event = UUID.randomUUID();
    try (Connection connection = container.dataSource().getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                insert into webhook_event (id, provider, event_id, type, occurred_at, payload,
                                           next_attempt_at, received_at)
                values (?, 'telegram', ?, 'message', now(), '{}', now() - interval '1 minute', now())""")) {
      statement.setObject(1, event);
      statement.setString(2, event.toString());
      statement.executeUpdate();
    }
    JobOperator jobs = BatchRuntime.getJobOperator();
    JobExecution run = jobs.getJobExecution(jobs.start(JOB, new Properties()));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline
        && !(run.getBatchStatus() == BatchStatus.COMPLETED
            && ask(STATE, event).equals("IGNORED"))) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      run = jobs.getJobExecution(run.getExecutionId());
    }
    assertThat(run.getBatchStatus()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(ask(STATE, event)).isEqualTo("IGNORED");
    // How many is not sure: the server's own run, or another test's nudge, may have been first.
    assertThat(ask(RECORD, run.getExecutionId()))
        .matches("webhook-retry COMPLETED sweep NUDGED \\d+");
  }

  @Test
  void startsInASlotThatNobodyTookAndInNoOther() throws SQLException {
    takenUntil(Instant.EPOCH);
    int before = Integer.parseInt(ask(STARTED, JOB));
    timer.start();
    assertThat(Integer.parseInt(ask(STARTED, JOB))).isGreaterThan(before);

    // As if other nodes had been first, for an hour: the server's own timer ticks meanwhile.
    takenUntil(clock.instant().plus(Duration.ofHours(1)));
    String after = ask(STARTED, JOB);
    timer.start();
    assertThat(ask(STARTED, JOB)).isEqualTo(after);
  }

  @Test
  void runsOnOneNodeInEachSlot() {
    String job = "test-" + UUID.randomUUID().toString().replaceAll("[^a-z]", "x");
    Duration period = Duration.ofMinutes(5);
    Instant slot = Instant.parse("2030-01-01T00:05:00Z");
    assertThat(slots.take(job, slot.plusSeconds(1), period)).isTrue();
    assertThat(slots.take(job, slot, period)).isFalse();
    assertThat(slots.take(job, slot.plusSeconds(299), period)).isFalse();
    assertThat(slots.take(job, slot.minusSeconds(1), period)).isFalse();
    assertThat(slots.take(job, slot.plusSeconds(300), period)).isTrue();
  }

  @Test
  void itsRecordsCanNotBeRemoved() {
    assertThatThrownBy(() -> ask("delete from dompet_batch.jobinstancedata where name = ?", JOB))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
  }

  private void takenUntil(Instant slot) throws SQLException {
    try (Connection connection = container.dataSource().getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                insert into job_slot (job, slot) values (?, ?)
                on conflict (job) do update set slot = excluded.slot""")) {
      statement.setString(1, JOB);
      statement.setObject(2, slot.atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }

  private String ask(String sql, Object value) throws SQLException {
    try (Connection connection = container.dataSource().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, value);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : "";
      }
    }
  }
}
