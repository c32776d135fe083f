package org.dompet.batch.run;

import java.time.Duration;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.dompet.job.Job;
import org.dompet.job.JobRun;
import org.dompet.logging.LogContext;
import org.jspecify.annotations.Nullable;

/** A run that this node works on. Its worker asks it what to do, and when to stop. */
public final class Run {
  /** So long after its last worker left, a run whose end nobody told of is over all the same. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(1);

  private final JobRun row;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean stopping;
  private volatile boolean handedBack;
  private volatile boolean leftEarly;
  private volatile boolean over;
  private int workers;
  private long quietSince = System.nanoTime();

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

  /** Does some of its work; what it throws fails the run, and stops its other parts. */
  void work(Runnable work) {
    enter(1);
    try {
      LogContext.ofRun(id().toString()).run(work);
    } catch (RuntimeException | Error thrown) {
      failed(thrown);
      stop();
      throw thrown;
    } finally {
      enter(-1);
    }
  }

  void stop() {
    stopping = true;
  }

  /** Stops it, for another node to go on. */
  void handBack() {
    handedBack = true;
    stopping = true;
  }

  /** The first failure is the run's. */
  void failed(Throwable thrown) {
    failure.compareAndSet(null, thrown);
  }

  /** Nobody works on it any more. False if that was known. */
  synchronized boolean over() {
    boolean news = !over;
    over = true;
    return news;
  }

  @Nullable Throwable failure() {
    return failure.get();
  }

  boolean leftEarly() {
    return leftEarly;
  }

  boolean isHandedBack() {
    return handedBack;
  }

  boolean isOver() {
    return over;
  }

  /** True if Jakarta Batch dropped it: the failure says so. */
  synchronized boolean isForgotten() {
    boolean forgotten =
        !over && workers == 0 && System.nanoTime() - quietSince > FORGOTTEN.toNanos();
    if (forgotten) {
      failed(new IllegalStateException("Jakarta Batch did not say how it ended"));
    }
    return forgotten;
  }

  private synchronized void enter(int change) {
    workers += change;
    quietSince = System.nanoTime();
  }
}
