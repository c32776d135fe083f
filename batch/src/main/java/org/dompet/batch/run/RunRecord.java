package org.dompet.batch.run;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.listener.AbstractJobListener;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Notes the end of a run. Every job's XML names it, with its property {@code run}. */
@Dependent
@Named("runRecord")
public class RunRecord extends AbstractJobListener {
  @Inject private RunsHere here;
  @Inject private JobContext job;

  @Inject
  @BatchProperty(name = "run")
  private String id;

  @SuppressWarnings("NullAway.Init") // for the container
  public RunRecord() {}

  @Override
  public void afterJob() {
    Run run = here.named(id);
    if (job.getBatchStatus() == BatchStatus.FAILED) {
      run.failed(new IllegalStateException("Jakarta Batch says that it failed"));
    }
    here.end(run);
  }
}
