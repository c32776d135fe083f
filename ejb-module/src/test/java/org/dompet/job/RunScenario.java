package org.dompet.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import java.util.UUID;
import org.dompet.testing.FiredEvents;
import org.dompet.testing.LocalTransactions;
import org.dompet.testing.SettableClock;
import org.dompet.testing.TestDatabase;

/** Jobs without a container: two nodes on one database, and no run left open by another test. */
final class RunScenario implements AutoCloseable {
  final SettableClock clock = new SettableClock(Instant.parse("2030-01-01T00:00:00Z"));
  final LocalTransactions database = new LocalTransactions(TestDatabase.shared().application());
  final FiredEvents<RunEnded> ended = new FiredEvents<>();
  final FiredEvents<JobFailed> failed = new FiredEvents<>();
  final JobSettings settings = JobSettings.defaults();
  final JobRuns runs = new JobRuns(database, clock);
  final Node one = new Node("one");
  final Node two = new Node("two");

  RunScenario() {
    TestDatabase.execute(
        TestDatabase.shared().owner(),
        "delete from finding; delete from job_run; delete from job_slot; delete from job_control");
  }

  /** What a node does with runs. */
  final class Node {
    final NodeName name;
    final RunLease lease;
    final RunProgress progress;
    private final EndRun end;

    private Node(String name) {
      this.name = new NodeName(name);
      this.lease = new RunLease(database, this.name, clock);
      this.progress = new RunProgress(database, this.name);
      this.end = new EndRun(lease, settings, ended, failed);
    }

    void end(UUID run, JobRun.State state) {
      database.run(() -> end.end(run, state));
    }

    void fail(UUID run, Throwable thrown) {
      database.run(() -> end.fail(run, thrown));
    }

    boolean recover() {
      return database.call(end::recover);
    }

    void tellIfOverdue(Job job) {
      database.run(() -> end.tellIfOverdue(job));
    }
  }

  UUID request(Job job) {
    return runs.request(job, JobRun.Trigger.API, "somebody", new TreeMap<>());
  }

  /** A run that node one works on. */
  UUID running(Job job) {
    UUID id = request(job);
    assertThat(one.lease.take()).isPresent();
    return id;
  }

  JobRun read(UUID id) {
    return runs.find(id).orElseThrow();
  }

  /** As if its node had said nothing for a while. */
  void silentFor(UUID id, Duration silence) {
    execute(
        "update job_run set heartbeat_at = clock_timestamp() - interval '"
            + silence.toSeconds()
            + " seconds' where id = '"
            + id
            + "'");
  }

  void execute(String sql) {
    TestDatabase.execute(TestDatabase.shared().owner(), sql);
  }

  String ask(String sql) {
    try (Connection connection = TestDatabase.shared().owner().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
