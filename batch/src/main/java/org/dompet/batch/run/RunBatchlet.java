package org.dompet.batch.run;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.inject.Inject;

/**
 * The step of a job that is done in one piece. Dependent and named, as in the job's XML, with its
 * property {@code run}.
 */
public abstract class RunBatchlet extends AbstractBatchlet {
  @Inject private RunsHere runs;

  @Inject
  @BatchProperty(name = "run")
  private String id;

  @SuppressWarnings("NullAway.Init") // for the container
  protected RunBatchlet() {}

  /** Does the work, in transactions of its own. What it throws fails the run. */
  protected abstract void work(Run run);

  @Override
  public final String process() {
    Run run = runs.named(id);
    run.work(() -> work(run));
    return "DONE";
  }

  @Override
  public final void stop() {
    runs.named(id).stop();
  }
}
