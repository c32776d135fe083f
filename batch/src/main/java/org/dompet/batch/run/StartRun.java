package org.dompet.batch.run;

import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Properties;
import org.dompet.job.JobRun;
import org.dompet.job.RunLease;

/** Hands a run that this node has taken to Jakarta Batch. */
@ApplicationScoped
class StartRun {
  private static final Logger LOG = System.getLogger(StartRun.class.getName());

  @Inject private RunsHere here;
  @Inject private RunLease lease;

  @SuppressWarnings("NullAway.Init") // for the container
  protected StartRun() {}

  /** Starts it; one that can't be started fails. */
  Run start(JobRun row) {
    Run run = new Run(row);
    here.add(run);
    try {
      JobOperator jobs = BatchRuntime.getJobOperator();
      Properties parameters = new Properties();
      parameters.setProperty("run", run.id().toString());
      long execution = jobs.start(run.job().code(), parameters);
      lease.execution(run.id(), execution);
      LOG.log(
          Level.DEBUG,
          "Run {0} of {1}, attempt {2}: execution {3}",
          run.id(),
          run.job().code(),
          run.attempt(),
          String.valueOf(execution));
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "Job " + run.job().code() + " could not be started", failed);
      run.failed(failed);
      here.end(run);
    }
    return run;
  }
}
