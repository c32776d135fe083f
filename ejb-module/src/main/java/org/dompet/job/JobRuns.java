package org.dompet.job;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.dompet.job.JobRun.State;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.time.UuidV7;
import org.jspecify.annotations.Nullable;

/**
 * Runs as people and timers see them: asked for, read, stopped, asked for again. Only rows change
 * here; the node that takes a run or has it sees to the rest within seconds.
 */
@ApplicationScoped
public class JobRuns {
  /** The most runs on one page. */
  public static final int MAX_PAGE = 200;

  private static final UUID NEWEST = new UUID(-1, -1);

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected JobRuns() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the data source is the container's
  JobRuns(Clock clock) {
    this.clock = clock;
  }

  /** Runs outside a container. */
  public JobRuns(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  /**
   * Asks for a run.
   *
   * @param by the user or operator, up to 200 characters; null by timer
   * @param parameters what the job wants to know; few and short
   * @return the run's id
   * @throws Refusal {@link Kind#JOB_RUNNING} if one of this job is open
   */
  public UUID request(
      Job job, JobRun.Trigger trigger, @Nullable String by, SortedMap<String, String> parameters) {
    UUID id = UuidV7.next(clock);
    int made =
        run(
            """
            insert into job_run (id, job, trigger, started_by, parameters, state, requested_at)
            values (?, ?, ?, ?, jsonb_object(?::text[], ?::text[]), 'REQUESTED', ?)
            on conflict (job) where state in ('REQUESTED', 'RUNNING') do nothing""",
            statement -> {
              Connection connection = statement.getConnection();
              statement.setObject(1, id);
              statement.setString(2, job.code());
              statement.setString(3, trigger.name());
              statement.setString(4, by);
              statement.setArray(
                  5, connection.createArrayOf("text", parameters.keySet().toArray()));
              statement.setArray(
                  6, connection.createArrayOf("text", parameters.values().toArray()));
              statement.setObject(7, clock.instant().atOffset(ZoneOffset.UTC));
              return statement.executeUpdate();
            });
    if (made == 0) {
      throw isRunning(job);
    }
    return id;
  }

  public Optional<JobRun> find(UUID id) {
    return run(
        RunRow.SELECT + " where id = ?",
        statement -> {
          statement.setObject(1, id);
          return list(statement).stream().findFirst();
        });
  }

  /**
   * A page of runs, newest first.
   *
   * @param job null: any
   * @param state null: any
   * @param before the id that the page before ended with; null for the first
   * @param limit 1 to {@value #MAX_PAGE}
   */
  public List<JobRun> list(
      @Nullable Job job, @Nullable State state, @Nullable UUID before, int limit) {
    return run(
        RunRow.SELECT
            + " where id < ?"
            + (job == null ? "" : " and job = ?")
            + (state == null ? "" : " and state = ?")
            + " order by id desc limit ?",
        statement -> {
          int at = 1;
          statement.setObject(at++, before == null ? NEWEST : before);
          if (job != null) {
            statement.setString(at++, job.code());
          }
          if (state != null) {
            statement.setString(at++, state.name());
          }
          statement.setInt(at, Math.min(Math.max(limit, 1), MAX_PAGE));
          return list(statement);
        });
  }

  /** The parts of a run, as far as they are known. */
  public List<RunPart> parts(UUID id) {
    return run(RunRow.PARTS, statement -> RunRow.parts(statement, id));
  }

  /**
   * Stops a run: one that nobody has taken at once, one that is running at its next page.
   *
   * @throws Refusal {@link Kind#NOT_FOUND}, or {@link Kind#RUN_ENDED}
   */
  public void requestStop(UUID id) {
    int stopped =
        run(
            """
            update job_run
               set stop_requested = true,
                   state = case state when 'REQUESTED' then 'STOPPED' else state end,
                   ended_at = case state when 'REQUESTED' then ?::timestamptz end
             where id = ? and state in ('REQUESTED', 'RUNNING')""",
            statement -> {
              statement.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
              statement.setObject(2, id);
              return statement.executeUpdate();
            });
    if (stopped == 0) {
      throw Refusal.of(Kind.RUN_ENDED, "The run is " + existing(id).state() + " already");
    }
  }

  /**
   * Asks for a run again that failed or was stopped: it goes on where it was.
   *
   * @throws Refusal {@link Kind#NOT_FOUND}; {@link Kind#RUN_ENDED} if it was completed; {@link
   *     Kind#JOB_RUNNING} if this one or another one of its job is open
   * @throws IllegalStateException also if another one became open in the same moment
   */
  public void restart(UUID id) {
    int restarted =
        run(
            """
            update job_run r
               set state = 'REQUESTED', stop_requested = false, ended_at = null, error = null,
                   node = null, heartbeat_at = null, attempt = attempt + 1, continued = 0
             where id = ? and state in ('FAILED', 'STOPPED')
               and not exists (select from job_run o
                                where o.job = r.job and o.state in ('REQUESTED', 'RUNNING'))""",
            statement -> {
              statement.setObject(1, id);
              return statement.executeUpdate();
            });
    if (restarted == 0) {
      JobRun run = existing(id);
      throw run.state() == State.COMPLETED
          ? Refusal.of(Kind.RUN_ENDED, "The run is completed; ask for a new one")
          : isRunning(run.job());
    }
  }

  /** Lets the timer pass the job by. Who asks for a run gets one all the same. */
  public void pause(Job job, String by) {
    control(job, true, by);
  }

  /** Lets the timer start it again: at once, if it was due meanwhile. */
  public void resume(Job job, String by) {
    control(job, false, by);
  }

  private void control(Job job, boolean paused, String by) {
    run(
        """
        insert into job_control (job, paused, changed_at, changed_by) values (?, ?, ?, ?)
        on conflict (job) do update
          set paused = excluded.paused, changed_at = excluded.changed_at,
              changed_by = excluded.changed_by
        where job_control.paused <> excluded.paused""",
        statement -> {
          statement.setString(1, job.code());
          statement.setBoolean(2, paused);
          statement.setObject(3, clock.instant().atOffset(ZoneOffset.UTC));
          statement.setString(4, by);
          return statement.executeUpdate();
        });
  }

  private JobRun existing(UUID id) {
    return find(id).orElseThrow(() -> Refusal.of(Kind.NOT_FOUND, "There is no run " + id));
  }

  private static Refusal isRunning(Job job) {
    return Refusal.of(Kind.JOB_RUNNING, "A run of " + job.code() + " is open");
  }

  private List<JobRun> list(PreparedStatement statement) throws SQLException {
    Instant now = clock.instant();
    List<JobRun> runs = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        runs.add(RunRow.read(row, now));
      }
    }
    return runs;
  }

  private <T> T run(String sql, SqlWork<T> work) {
    return SqlWork.run(dataSource, sql, work);
  }
}
