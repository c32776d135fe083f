package org.dompet.readiness;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.dompet.job.JobBoard;
import org.dompet.job.JobRun;
import org.dompet.job.JobSettings;
import org.dompet.job.JobStatus;
import org.jspecify.annotations.Nullable;

/**
 * Jobs are taken when they are due, and somebody works on those that are under way. What was due
 * while no server ran counts from when this one started.
 */
final class JobsAreAlive implements Check {
  /** Turns are taken every two seconds; a run that ends late takes some. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final JobBoard board;
  private final JobSettings settings;
  private final Clock clock;
  private final Instant since;

  /**
   * @param since when the server started that takes the jobs
   */
  JobsAreAlive(JobBoard board, JobSettings settings, Clock clock, Instant since) {
    this.board = board;
    this.settings = settings;
    this.clock = clock;
    this.since = since;
  }

  @Override
  public String name() {
    return "jobs";
  }

  @Override
  public String proves() {
    return "No job is stuck: each is taken when it is due, and each run is somebody's; none is"
        + " paused.";
  }

  @Override
  public Verdict look() {
    List<String> stuck = new ArrayList<>();
    List<String> paused = new ArrayList<>();
    List<JobStatus> jobs = board.all();
    for (JobStatus job : jobs) {
      @Nullable String trouble = trouble(job);
      if (trouble != null) {
        stuck.add(job.job().code() + " " + trouble);
      }
      if (job.isPaused()) {
        paused.add(job.job().code());
      }
    }
    if (!stuck.isEmpty()) {
      return Verdict.fail(String.join(", ", stuck));
    }
    return paused.isEmpty()
        ? Verdict.pass(jobs.size() + " jobs are taken when they are due")
        : Verdict.warn("paused: " + String.join(", ", paused));
  }

  private @Nullable String trouble(JobStatus job) {
    @Nullable JobRun run = job.lastRun();
    if (run != null && run.state() == JobRun.State.RUNNING) {
      Instant heartbeat = Objects.requireNonNull(run.heartbeatAt());
      return isOld(heartbeat, settings.lease().multipliedBy(2).plus(PATIENCE))
          ? "has a run that nobody works on"
          : null;
    }
    if (run != null && run.state() == JobRun.State.REQUESTED) {
      // Nobody noted when a run was asked for again: that it is taken then, new ones show.
      return run.startedAt() == null && isOld(run.requestedAt(), PATIENCE)
          ? "has a run that no server takes"
          : null;
    }
    if (job.isPaused()) {
      return null;
    }
    Instant last = run == null ? Instant.EPOCH : Objects.requireNonNull(run.endedAt());
    return isOld(last, job.every().multipliedBy(2).plus(PATIENCE))
        ? run == null ? "has never run" : "has not run for " + Ages.say(age(last))
        : null;
  }

  private boolean isOld(Instant moment, Duration most) {
    return age(moment.isBefore(since) ? since : moment).compareTo(most) > 0;
  }

  private Duration age(Instant moment) {
    return Duration.between(moment, clock.instant());
  }
}
