package org.dompet.web.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.dompet.job.Job;
import org.dompet.job.JobRun;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class WebhookRetryIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String STATE = "select state from webhook_event where id = ?";

  private static final String RECORD =
      """
      select concat_ws(' ', j.name, e.batchstatus, s.stepname, s.exitstatus)
        from job_run r
        join dompet_batch.executioninstancedata e on e.jobexecid = r.batch_execution
        join dompet_batch.jobinstancedata j using (jobinstanceid)
        join dompet_batch.stepexecutioninstancedata s using (jobexecid)
       where r.id = ? and e.endtime between now() - interval '1 minute' and now()""";

  @Inject private Container container;
  @Inject private JobsNow jobs;

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
    JobRun run = jobs.run(Job.WEBHOOK_RETRY);
    assertThat(run.state()).isEqualTo(JobRun.State.COMPLETED);
    assertThat(await(STATE, event, "IGNORED")).isEqualTo("IGNORED");
    // Jakarta Batch writes it after our own record.
    String record = "webhook-retry COMPLETED work DONE";
    assertThat(await(RECORD, run.id(), record)).isEqualTo(record);
  }

  @Test
  void itsRecordsCanNotBeRemoved() {
    assertThatThrownBy(
            () ->
                ask(
                    "delete from dompet_batch.jobinstancedata where name = ?",
                    Job.WEBHOOK_RETRY.code()))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
  }

  private String await(String sql, Object value, String expected) throws SQLException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && !ask(sql, value).equals(expected)) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    return ask(sql, value);
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
