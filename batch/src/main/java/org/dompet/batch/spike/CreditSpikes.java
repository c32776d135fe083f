package org.dompet.batch.spike;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.dompet.alert.EvaluateCreditSpikes;
import org.dompet.batch.run.Run;
import org.dompet.batch.run.RunBatchlet;
import org.dompet.job.RunProgress;

/** The step of {@code credit-spike}: looks for credit spikes, which raise alerts. */
@Dependent
@Named("creditSpikes")
public class CreditSpikes extends RunBatchlet {
  @Inject private EvaluateCreditSpikes evaluate;
  @Inject private RunProgress progress;

  @SuppressWarnings("NullAway.Init") // for the container
  public CreditSpikes() {}

  @Override
  protected void work(Run run) {
    progress.add(run.id(), evaluate.evaluate(), 0, 0);
  }
}
