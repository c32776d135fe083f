package org.dompet.batch.run;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.inject.Inject;
import org.dompet.job.JobRuns;
import org.dompet.job.RunPart;

/**
 * The step of a job that has parts: each part is worked on by one of these. Dependent and named, as
 * in the job's XML, with its properties {@code run} and {@code part}.
 */
public abstract class PartBatchlet extends AbstractBatchlet {
  @Inject private RunsHere runs;
  @Inject private JobRuns rows;

  @Inject
  @BatchProperty(name = "run")
  private String id;

  @Inject
  @BatchProperty(name = "part")
  private String part;

  @SuppressWarnings("NullAway.Init") // for the container
  protected PartBatchlet() {}

  /**
   * Works on a part page by page, each in a transaction of its own that notes how far it is ({@link
   * org.dompet.job.RunProgress#advance}). What it throws fails the run; the others are told to
   * stop.
   *
   * @param part as it was when this attempt took it: not done
   */
  protected abstract void work(Run run, RunPart part);

  @Override
  public final String process() {
    Run run = runs.named(id);
    int number = Integer.parseInt(part);
    run.work(
        () -> {
          RunPart own = own(run, number);
          if (!own.done() && !run.isStopping()) {
            work(run, own);
          }
        });
    return "DONE";
  }

  private RunPart own(Run run, int number) {
    return rows.parts(run.id()).stream()
        .filter(candidate -> candidate.part() == number)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("There is no part " + number));
  }

  @Override
  public final void stop() {
    runs.named(id).stop();
  }
}
