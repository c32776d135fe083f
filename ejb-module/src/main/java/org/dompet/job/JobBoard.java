package org.dompet.job;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.dompet.job.JobRun.State;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** All jobs at a glance: when each ran, how that ended, when it runs next. */
@ApplicationScoped
public class JobBoard {
  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  private Clock clock;
  private JobSettings settings;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected JobBoard() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the data source is the container's
  JobBoard(Clock clock, JobSettings settings) {
    this.clock = clock;
    this.settings = settings;
  }

  /** A board outside a container. */
  public JobBoard(DataSource dataSource, Clock clock, JobSettings settings) {
    this.dataSource = dataSource;
    this.clock = clock;
    this.settings = settings;
  }

  /** Every job, in the order of {@link Job}. */
  public List<JobStatus> all() {
    Map<UUID, JobRun> runs = lastRuns();
    Map<Job, JobRun> last = new EnumMap<>(Job.class);
    Map<Job, JobRun> lastGood = new EnumMap<>(Job.class);
    for (JobRun run : runs.values()) {
      last.merge(run.job(), run, JobBoard::newer);
      if (run.state() == State.COMPLETED) {
        lastGood.merge(run.job(), run, JobBoard::newer);
      }
    }
    return SqlWork.run(
        dataSource,
        """
        select coalesce(s.job, c.job) as job, s.slot,
               case when c.paused then c.changed_by end as paused_by,
               case when c.paused then c.changed_at end as paused_at
          from job_slot s
          full join job_control c on c.job = s.job""",
        statement -> {
          Map<String, Timing> timings = new HashMap<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              timings.put(row.getString("job"), Timing.read(row));
            }
          }
          return Stream.of(Job.values())
              .map(job -> status(job, timings.get(job.code()), last.get(job), lastGood.get(job)))
              .toList();
        });
  }

  /** One job. */
  public JobStatus of(Job job) {
    return all().stream()
        .filter(status -> status.job() == job)
        .findFirst()
        .orElseThrow(() -> Refusal.of(Kind.NOT_FOUND, "There is no such job"));
  }

  private record Timing(
      @Nullable Instant slot, @Nullable String pausedBy, @Nullable Instant pausedAt) {
    static Timing read(ResultSet row) throws SQLException {
      return new Timing(
          SqlWork.moment(row, "slot"),
          row.getString("paused_by"),
          SqlWork.moment(row, "paused_at"));
    }
  }

  private JobStatus status(
      Job job, @Nullable Timing timing, @Nullable JobRun last, @Nullable JobRun lastGood) {
    Duration every = settings.of(job).every();
    @Nullable String pausedBy = timing == null ? null : timing.pausedBy();
    return new JobStatus(
        job,
        every,
        pausedBy,
        timing == null ? null : timing.pausedAt(),
        last,
        lastGood,
        pausedBy == null ? next(timing == null ? null : timing.slot(), every) : null);
  }

  /** One that is due is run at once. */
  private Instant next(@Nullable Instant slot, Duration every) {
    Instant now = clock.instant();
    return slot == null || slot.plus(every).isBefore(now) ? now : slot.plus(every);
  }

  /** The newest run of each job, and the newest that was completed. */
  private Map<UUID, JobRun> lastRuns() {
    return SqlWork.run(
        dataSource,
        RunRow.SELECT
            + """

             where id in (
               select n.id
                 from unnest(?::text[]) as j (job),
                      lateral ((select id from job_run r where r.job = j.job
                                 order by id desc limit 1)
                               union
                               (select id from job_run r where r.job = j.job and state = 'COMPLETED'
                                 order by id desc limit 1)) as n)""",
        statement -> {
          Object[] codes = Stream.of(Job.values()).map(Job::code).toArray();
          statement.setArray(1, statement.getConnection().createArrayOf("text", codes));
          Instant now = clock.instant();
          Map<UUID, JobRun> runs = new HashMap<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              JobRun run = RunRow.read(row, now);
              runs.put(run.id(), run);
            }
          }
          return runs;
        });
  }

  private static JobRun newer(JobRun one, JobRun other) {
    return one.id().toString().compareTo(other.id().toString()) >= 0 ? one : other;
  }
}
