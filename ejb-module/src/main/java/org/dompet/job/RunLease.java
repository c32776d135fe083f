package org.dompet.job;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.dompet.job.JobRun.State;
import org.jspecify.annotations.Nullable;

/**
 * Which node has which run. A node has a run for as long as it says every now and then that it is
 * alive; nodes' clocks may differ, so that is told by the database's.
 */
@ApplicationScoped
public class RunLease {
  /** How often a run is continued by itself: one that brings down its node must end some time. */
  static final int MOST_CONTINUED = 2;

  /** Of the attempt that ends. */
  private static final String WORKED =
      "worked_ms + greatest(0, extract(epoch from %s - coalesce(resumed_at, %<s)) * 1000)::bigint";

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  private NodeName node;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected RunLease() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the data source is the container's
  RunLease(NodeName node, Clock clock) {
    this.node = node;
    this.clock = clock;
  }

  /** Leases outside a container; whoever makes it sees to the transactions. */
  public RunLease(DataSource dataSource, NodeName node, Clock clock) {
    this.dataSource = dataSource;
    this.node = node;
    this.clock = clock;
  }

  /** Takes a run that somebody asked for: of many nodes, one gets it. */
  public Optional<JobRun> take() {
    return run(
        """
        update job_run
           set state = 'RUNNING', node = ?, heartbeat_at = clock_timestamp(), batch_execution = null,
               started_at = coalesce(started_at, ?), resumed_at = ?
         where state = 'REQUESTED'
           and id = (select id from job_run where state = 'REQUESTED'
                      order by id limit 1 for update skip locked)
        returning
        """
            + RunRow.COLUMNS,
        statement -> {
          OffsetDateTime now = now();
          statement.setString(1, node.text());
          statement.setObject(2, now);
          statement.setObject(3, now);
          return one(statement);
        });
  }

  /** Notes under which number Jakarta Batch knows this attempt. */
  public void execution(UUID run, long number) {
    run(
        "update job_run set batch_execution = ? where id = ? and node = ?",
        statement -> {
          statement.setLong(1, number);
          statement.setObject(2, run);
          statement.setString(3, node.text());
          return statement.executeUpdate();
        });
  }

  /**
   * Says that this node is alive.
   *
   * @return its runs, and for each whether somebody wants it stopped
   */
  public Map<UUID, Boolean> beat() {
    return run(
        """
        update job_run set heartbeat_at = clock_timestamp()
         where state = 'RUNNING' and node = ?
        returning id, stop_requested""",
        statement -> {
          statement.setString(1, node.text());
          Map<UUID, Boolean> own = new HashMap<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              own.put(row.getObject(1, UUID.class), row.getBoolean(2));
            }
          }
          return own;
        });
  }

  /** Gives a run back that this node can't finish: another one, or the next start, goes on. */
  public boolean handBack(UUID run) {
    return run(
        "update job_run set state = 'REQUESTED', node = null, heartbeat_at = null, worked_ms = "
            + WORKED.formatted("?::timestamptz")
            + " where id = ? and state = 'RUNNING' and node = ? and not stop_requested",
        statement -> {
          OffsetDateTime now = now();
          statement.setObject(1, now);
          statement.setObject(2, now);
          statement.setObject(3, run);
          statement.setString(4, node.text());
          return statement.executeUpdate() == 1;
        });
  }

  /** Ends this node's run; empty if it is not its any more. */
  Optional<JobRun> end(UUID run, State state, @Nullable String error) {
    return run(
        "update job_run set state = ?, error = ?, ended_at = ?, worked_ms = "
            + WORKED.formatted("?::timestamptz")
            + " where id = ? and state = 'RUNNING' and node = ? returning "
            + RunRow.COLUMNS,
        statement -> {
          OffsetDateTime now = now();
          statement.setString(1, state.name());
          statement.setString(2, error);
          statement.setObject(3, now);
          statement.setObject(4, now);
          statement.setObject(5, now);
          statement.setObject(6, run);
          statement.setString(7, node.text());
          return one(statement);
        });
  }

  /**
   * Takes a run from a node that has been silent for too long, and asks for it again; one that was
   * continued too often fails, and one that somebody wanted stopped is.
   *
   * @return it, as it is now; its node is still the silent one
   */
  Optional<JobRun> takeFromTheDead(Duration lease, String error) {
    return run(
        """
        update job_run
           set state = case when stop_requested then 'STOPPED'
                            when continued < ? then 'REQUESTED' else 'FAILED' end,
               ended_at = case when stop_requested or continued >= ? then ?::timestamptz end,
               attempt = attempt + case when stop_requested or continued >= ? then 0 else 1 end,
               continued = continued + 1,
               error = ?,
               worked_ms = %s
         where state = 'RUNNING'
           and id = (select id from job_run
                      where state = 'RUNNING'
                        and heartbeat_at < clock_timestamp() - make_interval(secs => ?)
                      order by id limit 1 for update skip locked)
        returning %s"""
            .formatted(WORKED.formatted("heartbeat_at"), RunRow.COLUMNS),
        statement -> {
          statement.setInt(1, MOST_CONTINUED);
          statement.setInt(2, MOST_CONTINUED);
          statement.setObject(3, now());
          statement.setInt(4, MOST_CONTINUED);
          statement.setString(5, error);
          statement.setLong(6, lease.toSeconds());
          return one(statement);
        });
  }

  /** A run of the job that takes too long and that nobody was told of; from now on somebody is. */
  Optional<JobRun> overdue(Job job, Duration longest) {
    return run(
        """
        update job_run set overdue_at = ?
         where job = ? and state = 'RUNNING' and overdue_at is null
           and resumed_at < ?::timestamptz - make_interval(secs => ?) + make_interval(secs => worked_ms / 1000)
        returning
        """
            + RunRow.COLUMNS,
        statement -> {
          OffsetDateTime now = now();
          statement.setObject(1, now);
          statement.setString(2, job.code());
          statement.setObject(3, now);
          statement.setLong(4, longest.toSeconds());
          return one(statement);
        });
  }

  /** Closes what Jakarta Batch has open of an execution whose node is dead. */
  void closeExecution(UUID run) {
    run(
        """
        with dead as (
          select e.jobexecid, e.jobinstanceid
            from job_run r
            join dompet_batch.executioninstancedata e on e.jobexecid = r.batch_execution
           where r.id = ?)
        update dompet_batch.executioninstancedata e
           set batchstatus = 'FAILED', exitstatus = 'FAILED',
               endtime = clock_timestamp(), updatetime = clock_timestamp()
         where e.batchstatus in ('STARTING', 'STARTED', 'STOPPING')
           and (e.jobexecid in (select jobexecid from dead)
                or e.jobinstanceid in (
                     select j.jobinstanceid from dompet_batch.jobinstancedata j, dead
                      where j.name like ':' || dead.jobinstanceid || ':%'))""",
        statement -> {
          statement.setObject(1, run);
          return statement.executeUpdate();
        });
  }

  /** When the last completed run of a job ended. */
  Optional<Instant> lastGood(Job job) {
    return run(
        """
        select ended_at from job_run where job = ? and state = 'COMPLETED'
         order by id desc limit 1""",
        statement -> {
          statement.setString(1, job.code());
          try (ResultSet row = statement.executeQuery()) {
            return row.next()
                ? Optional.ofNullable(SqlWork.moment(row, "ended_at"))
                : Optional.empty();
          }
        });
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private Optional<JobRun> one(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(RunRow.read(row, clock.instant())) : Optional.empty();
    }
  }

  private <T> T run(String sql, SqlWork<T> work) {
    return SqlWork.run(dataSource, sql, work);
  }
}
