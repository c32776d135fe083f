package org.dompet.web.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.dompet.job.Job;
import org.dompet.job.JobBoard;
import org.dompet.job.JobRun;
import org.dompet.job.JobStatus;
import org.dompet.job.RunEnded;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.jspecify.annotations.Nullable;

/** Counts runs of jobs, and says how long ago each job went well. */
@ApplicationScoped
public class JobMetrics {
  /** One look at the board serves the gauges of a whole scrape. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  /** What a gauge says when the database doesn't, or when there was no good run yet. */
  private static final long UNKNOWN = -1;

  private JobBoard board;
  private Clock clock;
  private MetricRegistry metrics;
  private Map<Job, JobStatus> jobs = Map.of();
  private Instant lookedAt = Instant.MIN;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected JobMetrics() {}

  @Inject
  JobMetrics(JobBoard board, Clock clock, MetricRegistry metrics) {
    this.board = board;
    this.clock = clock;
    this.metrics = metrics;
  }

  void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {
    for (Job job : Job.values()) {
      Tag name = new Tag("job", job.code());
      metrics.gauge("dompet_job_seconds_since_success", () -> sinceSuccess(job), name);
      metrics.gauge("dompet_job_open_runs", () -> open(job), name);
      for (JobRun.State state : JobRun.State.values()) {
        if (!state.isOpen()) {
          metrics.counter("dompet_job_runs_total", name, tag(state));
        }
      }
    }
  }

  void onEnd(@Observes(during = TransactionPhase.AFTER_SUCCESS) RunEnded run) {
    Tag name = new Tag("job", run.job().code());
    metrics.counter("dompet_job_runs_total", name, tag(run.state())).inc();
    metrics.histogram("dompet_job_run_milliseconds", name).update(run.worked().toMillis());
  }

  private long sinceSuccess(Job job) {
    @Nullable JobStatus status = look().get(job);
    @Nullable JobRun good = status == null ? null : status.lastGoodRun();
    @Nullable Instant at = good == null ? null : good.endedAt();
    return at == null ? UNKNOWN : Math.max(0, Duration.between(at, clock.instant()).toSeconds());
  }

  private long open(Job job) {
    @Nullable JobStatus status = look().get(job);
    if (status == null) {
      return UNKNOWN;
    }
    @Nullable JobRun last = status.lastRun();
    return last != null && last.state().isOpen() ? 1 : 0;
  }

  private synchronized Map<Job, JobStatus> look() {
    Instant now = clock.instant();
    if (lookedAt.isBefore(now.minus(FRESH))) {
      lookedAt = now;
      Map<Job, JobStatus> seen = new EnumMap<>(Job.class);
      try {
        board.all().forEach(status -> seen.put(status.job(), status));
      } catch (IllegalStateException databaseAway) {
        seen.clear();
      }
      jobs = seen;
    }
    return jobs;
  }

  private static Tag tag(JobRun.State state) {
    return new Tag("state", state.name().toLowerCase(Locale.ROOT));
  }
}
