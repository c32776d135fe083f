package org.dompet.batch.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.IntUnaryOperator;
import org.dompet.job.RunProgress;

/** Does the same thing in transactions of a bounded size, until nothing is left. */
@ApplicationScoped
public class Rounds {
  @Inject private RunProgress progress;

  @SuppressWarnings("NullAway.Init") // for the container
  protected Rounds() {}

  /**
   * Repeats, and adds to the run what was done.
   *
   * @param batch how many things in one transaction
   * @param most transactions in one run: what is left waits for the next
   * @param step does up to so many, and returns how many it did
   */
  public void repeat(Run run, int batch, int most, IntUnaryOperator step) {
    for (int round = 0; round < most && !run.isStopping(); round++) {
      int done = step.applyAsInt(batch);
      progress.add(run.id(), done, done, 0);
      if (done < batch) {
        return;
      }
    }
  }
}
