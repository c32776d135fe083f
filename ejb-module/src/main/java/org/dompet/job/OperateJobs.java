package org.dompet.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.SortedMap;
import java.util.UUID;
import org.dompet.audit.AuditLog;
import org.dompet.audit.Caller;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;

/** What a person does with jobs, with a line in the audit log for each. */
@ApplicationScoped
@Transactional
public class OperateJobs {
  private JobRuns runs;
  private AuditLog audit;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected OperateJobs() {}

  @Inject
  OperateJobs(JobRuns runs, AuditLog audit) {
    this.runs = runs;
    this.audit = audit;
  }

  /**
   * Asks for a run now, whether the job is paused or not.
   *
   * @return the run's id
   * @throws Refusal {@link Kind#JOB_RUNNING} if one is open
   */
  public UUID run(Job job, SortedMap<String, String> parameters, UUID by, Caller caller) {
    UUID run = runs.request(job, JobRun.Trigger.API, by.toString(), parameters);
    audit.done("job.run", by.toString(), job.code() + ":" + run, caller);
    return run;
  }

  /** Lets the timer pass a job by. */
  public void pause(Job job, UUID by, Caller caller) {
    runs.pause(job, by.toString());
    audit.done("job.pause", by.toString(), job.code(), caller);
  }

  /** Lets the timer start it again. */
  public void resume(Job job, UUID by, Caller caller) {
    runs.resume(job, by.toString());
    audit.done("job.resume", by.toString(), job.code(), caller);
  }

  /** As {@link JobRuns#requestStop}. */
  public void stop(UUID run, UUID by, Caller caller) {
    runs.requestStop(run);
    audit.done("run.stop", by.toString(), run.toString(), caller);
  }

  /** As {@link JobRuns#restart}. */
  public void restart(UUID run, UUID by, Caller caller) {
    runs.restart(run);
    audit.done("run.restart", by.toString(), run.toString(), caller);
  }
}
