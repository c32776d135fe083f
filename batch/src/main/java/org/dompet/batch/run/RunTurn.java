package org.dompet.batch.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.dompet.job.EndRun;
import org.dompet.job.ForgetRuns;
import org.dompet.job.Job;
import org.dompet.job.JobSettings;
import org.dompet.job.JobSlots;
import org.dompet.job.RequestDue;
import org.dompet.job.RunLease;
import org.dompet.refusal.Refusal;

/**
 * What a node does for jobs every two seconds: says that it is alive, stops what somebody wants
 * stopped, looks after runs whose node died, asks for what is due, and works on what is asked for.
 * While the database is away it does nothing, and says so once.
 */
@ApplicationScoped
class RunTurn {
  private static final Logger LOG = System.getLogger(RunTurn.class.getName());

  /** Forgotten in one transaction, at most. */
  private static final int BATCH = 2_000;

  /** How long a node that stops waits for its runs. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Inject private RunsHere here;
  @Inject private StartRun start;
  @Inject private RunLease lease;
  @Inject private EndRun end;
  @Inject private JobSlots slots;
  @Inject private RequestDue due;
  @Inject private ForgetRuns forget;
  @Inject private JobSettings settings;

  private volatile boolean leaving;
  private boolean away;
  private boolean forgetting;

  @SuppressWarnings("NullAway.Init") // for the container
  protected RunTurn() {}

  /** Takes a turn. Never throws. */
  void take() {
    try {
      beat();
      while (end.recover()) {
        LOG.log(Level.WARNING, "A run was taken from a node that fell silent");
      }
      for (Job job : Job.values()) {
        end.tellIfOverdue(job);
      }
      if (!leaving) {
        slots.due(settings).forEach(this::request);
        start();
      }
      forget();
      if (away) {
        LOG.log(Level.INFO, "Jobs are looked after again");
      }
      away = false;
    } catch (RuntimeException | Error failed) {
      if (!away) {
        LOG.log(Level.WARNING, "Jobs can''t be looked after now: {0}", failed.getMessage());
      }
      away = true;
    }
  }

  /**
   * Starts nothing any more, asks what is under way to leave, and waits for it a while. A server
   * that stops as a whole has closed the database's pool by then: what it worked on is found
   * silent, and goes on after the lease.
   */
  void leave() {
    leaving = true;
    here.all().forEach(Run::handBack);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (here.all().stream().anyMatch(run -> !run.isOver()) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private void beat() {
    for (Run run : here.all()) {
      if (run.isOver() || run.isForgotten()) {
        here.end(run);
      }
    }
    Map<UUID, Boolean> own = lease.beat();
    for (Run run : here.all()) {
      // Stopped by somebody, or taken away while this node could not be heard.
      if (own.getOrDefault(run.id(), true)) {
        run.stop();
      }
    }
    for (UUID id : own.keySet()) {
      if (!here.has(id)) {
        end.fail(id, new IllegalStateException("It was taken, and nobody worked on it"));
      }
    }
  }

  private void request(Job job) {
    try {
      due.request(job);
    } catch (Refusal isRunning) {
      LOG.log(Level.DEBUG, "Not now: {0}", isRunning.detail());
    }
  }

  private void start() {
    while (lease.take().map(start::start).isPresent()) {
      // The next one.
    }
  }

  private void forget() {
    forgetting |= slots.take("run-history", Duration.ofDays(1));
    if (forgetting) {
      forgetting = forget.forget(BATCH) > 0;
    }
  }
}
