package org.dompet.web.inside;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.dompet.job.Job;
import org.dompet.job.JobRun;
import org.dompet.job.JobRuns;

/** Runs jobs as an operator does, and waits for their end. */
@ApplicationScoped
public class JobsNow {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject private JobRuns runs;

  @SuppressWarnings("NullAway.Init") // for the container
  public JobsNow() {}

  /** A run that was asked for after this was called, and has ended. */
  public JobRun run(Job job) {
    await(() -> isIdle(job));
    UUID id = runs.request(job, JobRun.Trigger.OPERATOR, "a test", new TreeMap<>());
    await(() -> !runs.find(id).orElseThrow().state().isOpen());
    return runs.find(id).orElseThrow();
  }

  private boolean isIdle(Job job) {
    List<JobRun> last = runs.list(job, null, null, 1);
    return last.isEmpty() || !last.get(0).state().isOpen();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Nothing came of it within " + PATIENCE);
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
