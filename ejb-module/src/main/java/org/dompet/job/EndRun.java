package org.dompet.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.dompet.job.JobRun.State;
import org.jspecify.annotations.Nullable;

/** Notes how runs end, and tells those who must know: in the same transaction. */
@ApplicationScoped
public class EndRun {
  private RunLease lease;
  private JobSettings settings;
  private Event<RunEnded> ended;
  private Event<JobFailed> failed;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected EndRun() {}

  @Inject
  EndRun(RunLease lease, JobSettings settings, Event<RunEnded> ended, Event<JobFailed> failed) {
    this.lease = lease;
    this.settings = settings;
    this.ended = ended;
    this.failed = failed;
  }

  /** This node's run is completed, or was stopped. Nothing, if it is not its any more. */
  @Transactional
  public void end(UUID run, State state) {
    end(run, state, null);
  }

  /** This node's run failed. Nothing, if it is not its any more. */
  @Transactional
  public void fail(UUID run, Throwable thrown) {
    end(run, State.FAILED, RunError.oneLine(thrown));
  }

  /**
   * Takes a run from a node that fell silent, if there is one: it is asked for again, or ends.
   *
   * @return false if there is none
   */
  @Transactional
  public boolean recover() {
    String error = "Its node fell silent";
    return lease
        .takeFromTheDead(settings.lease(), error)
        .map(
            run -> {
              lease.closeExecution(run.id());
              tell(run, error + (run.state() == State.REQUESTED ? "; it goes on" : ""));
              if (!run.state().isOpen()) {
                ended.fire(new RunEnded(run.id(), run.job(), run.state(), run.worked()));
              }
              return true;
            })
        .orElse(false);
  }

  /** Tells of a run that takes too long, once. */
  @Transactional
  public void tellIfOverdue(Job job) {
    lease
        .overdue(job, settings.of(job).longest())
        .ifPresent(run -> tell(run, "It takes longer than " + settings.of(job).longest()));
  }

  private void end(UUID id, State state, @Nullable String error) {
    lease
        .end(id, state, error)
        .ifPresent(
            run -> {
              if (error != null) {
                tell(run, error);
              }
              ended.fire(new RunEnded(run.id(), run.job(), state, run.worked()));
            });
  }

  private void tell(JobRun run, String error) {
    Instant started = Objects.requireNonNullElse(run.startedAt(), run.requestedAt());
    failed.fire(
        new JobFailed(
            run.id(),
            run.job(),
            run.attempt(),
            error,
            started,
            lease.lastGood(run.job()).orElse(null)));
  }
}
