package org.dompet.batch.webhook;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.dompet.batch.run.Rounds;
import org.dompet.batch.run.Run;
import org.dompet.batch.run.RunBatchlet;
import org.dompet.webhook.SweepWebhooks;

/** The step of {@code webhook-retry}: nudges for events whose message was lost. */
@Dependent
@Named("webhookSweep")
public class WebhookSweep extends RunBatchlet {
  /** Events in one transaction. */
  private static final int BATCH = 500;

  private static final int MOST_BATCHES = 100;

  @Inject private SweepWebhooks sweepWebhooks;
  @Inject private Rounds rounds;

  @SuppressWarnings("NullAway.Init") // for the container
  public WebhookSweep() {}

  @Override
  protected void work(Run run) {
    rounds.repeat(run, BATCH, MOST_BATCHES, sweepWebhooks::sweep);
  }
}
