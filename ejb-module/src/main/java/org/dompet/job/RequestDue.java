package org.dompet.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.TreeMap;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;

/** Asks for a run because it is time. */
@ApplicationScoped
public class RequestDue {
  private JobSlots slots;
  private JobRuns runs;
  private JobSettings settings;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected RequestDue() {}

  @Inject
  RequestDue(JobSlots slots, JobRuns runs, JobSettings settings) {
    this.slots = slots;
    this.runs = runs;
    this.settings = settings;
  }

  /**
   * Takes the job's slot and asks for its run, or does neither.
   *
   * @return false if another node was first
   * @throws Refusal {@link Kind#JOB_RUNNING} if somebody asked for one in the same moment: the slot
   *     stays free for when that one has ended
   */
  @Transactional
  public boolean request(Job job) {
    if (!slots.take(job.code(), settings.of(job).every())) {
      return false;
    }
    runs.request(job, JobRun.Trigger.TIMER, null, new TreeMap<>());
    return true;
  }
}
