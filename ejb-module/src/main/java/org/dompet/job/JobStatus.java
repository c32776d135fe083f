package org.dompet.job;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as it stands.
 *
 * @param every how often it is due
 * @param pausedBy who paused it; null if it isn't paused
 * @param lastRun the newest run; null if there was none
 * @param lastGoodRun the newest that was completed; null if there was none
 * @param nextRun when the timer starts it next; null while it is paused
 */
public record JobStatus(
    Job job,
    Duration every,
    @Nullable String pausedBy,
    @Nullable Instant pausedAt,
    @Nullable JobRun lastRun,
    @Nullable JobRun lastGoodRun,
    @Nullable Instant nextRun) {

  public boolean isPaused() {
    return pausedBy != null;
  }
}
