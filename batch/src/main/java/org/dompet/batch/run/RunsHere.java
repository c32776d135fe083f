package org.dompet.batch.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.dompet.job.EndRun;
import org.dompet.job.JobRun;
import org.dompet.job.RunLease;

/** The runs that this node works on. One stays until the database knows how it ended. */
@ApplicationScoped
class RunsHere {
  private static final Logger LOG = System.getLogger(RunsHere.class.getName());

  private final Map<UUID, Run> runs = new ConcurrentHashMap<>();

  @Inject private EndRun end;
  @Inject private RunLease lease;

  @SuppressWarnings("NullAway.Init") // for the container
  protected RunsHere() {}

  void add(Run run) {
    runs.put(run.id(), run);
  }

  boolean has(UUID id) {
    return runs.containsKey(id);
  }

  List<Run> all() {
    return List.copyOf(runs.values());
  }

  /**
   * The run with the id that a job's property holds.
   *
   * @throws IllegalStateException if this node doesn't work on it
   */
  Run named(String id) {
    Run run = runs.get(UUID.fromString(id));
    if (run == null) {
      throw new IllegalStateException("Run " + id + " is not worked on here");
    }
    return run;
  }

  /** Notes how a run ended; if the database is away, the next turn of the timer tries again. */
  void end(Run run) {
    boolean news = run.over();
    Throwable failure = run.failure();
    try {
      if (failure != null) {
        end.fail(run.id(), failure);
      } else if (run.leftEarly() && run.isHandedBack() && lease.handBack(run.id())) {
        LOG.log(Level.INFO, "Run {0} of {1} is given back", run.id(), run.job().code());
      } else {
        end.end(run.id(), run.leftEarly() ? JobRun.State.STOPPED : JobRun.State.COMPLETED);
      }
      runs.remove(run.id(), run);
    } catch (RuntimeException away) {
      LOG.log(
          news ? Level.WARNING : Level.DEBUG,
          "The end of run {0} is not noted yet: {1}",
          run.id(),
          away.getMessage());
    }
  }
}
