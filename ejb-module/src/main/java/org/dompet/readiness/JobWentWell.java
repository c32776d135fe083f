package org.dompet.readiness;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.dompet.job.Job;
import org.dompet.job.JobBoard;
import org.dompet.job.JobRun;
import org.dompet.job.JobStatus;
import org.jspecify.annotations.Nullable;

/** How long ago a job that proves something went well for the last time. */
final class JobWentWell {
  /** A job may miss some turns before somebody is told. */
  private static final int TURNS = 4;

  private static final Duration LEAST = Duration.ofHours(1);

  private final JobBoard board;
  private final Clock clock;

  JobWentWell(JobBoard board, Clock clock) {
    this.board = board;
    this.clock = clock;
  }

  /** Fails if it is too long ago, or was never. */
  Verdict of(Job job) {
    JobStatus status = board.of(job);
    @Nullable JobRun good = status.lastGoodRun();
    if (good == null) {
      return Verdict.fail("no run of " + job.code() + " has gone well yet");
    }
    Instant ended = Objects.requireNonNull(good.endedAt());
    Duration age = Duration.between(ended, clock.instant());
    Duration turns = status.every().multipliedBy(TURNS);
    String evidence = "the last good run of " + job.code() + " ended " + Ages.say(age) + " ago";
    return age.compareTo(turns.compareTo(LEAST) > 0 ? turns : LEAST) > 0
        ? Verdict.fail(evidence)
        : Verdict.pass(evidence + ", with " + good.findings() + " findings");
  }
}
