package org.dompet.batch.webhook;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.dompet.webhook.SweepWebhooks;

/** The step of {@code webhook-retry}; its exit status says for how many events it nudged. */
@Dependent
@Named("webhookSweep")
public class WebhookSweep extends AbstractBatchlet {
  /** Events in one transaction. */
  private static final int BATCH = 500;

  /** Transactions in one run: what is left waits for the next. */
  private static final int MOST_BATCHES = 100;

  @Inject private SweepWebhooks sweepWebhooks;

  private volatile boolean stopping;

  @SuppressWarnings("NullAway.Init") // for the container
  public WebhookSweep() {}

  @Override
  public String process() {
    int nudged = 0;
    for (int batch = 0; batch < MOST_BATCHES && !stopping; batch++) {
      int now = sweepWebhooks.sweep(BATCH);
      nudged += now;
      if (now < BATCH) {
        break;
      }
    }
    return "NUDGED " + nudged;
  }

  @Override
  public void stop() {
    stopping = true;
  }
}
