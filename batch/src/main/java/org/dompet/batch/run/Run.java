package org.dompet.batch.run;

import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.dompet.job.Job;
import org.dompet.job.JobRun;
import org.jspecify.annotations.Nullable;

/** A run that this node works on. Its worker asks it what to do, and when to stop. */
public final class Run {
  private final JobRun row;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean stopping;
  private volatile boolean leftEarly;

  Run(JobRun row) {
    this.row = row;
  }

  public UUID id() {
    return row.id();
  }

  public Job job() {
    return row.job();
  }

  /** What was said when it was asked for. */
  public SortedMap<String, String> parameters() {
    return row.parameters();
  }

  /** 1, and more if it goes on where an attempt before it ended. */
  public int attempt() {
    return row.attempt();
  }

  /** True: return soon, with what is done committed. A run that is told so counts as stopped. */
  public boolean isStopping() {
    if (stopping) {
      leftEarly = true;
    }
    return stopping;
  }

  void stop() {
    stopping = true;
  }

  /** The first failure of its parts is the run's. */
  void failed(Throwable thrown) {
    failure.compareAndSet(null, thrown);
  }

  @Nullable Throwable failure() {
    return failure.get();
  }

  boolean leftEarly() {
    return leftEarly;
  }
}
