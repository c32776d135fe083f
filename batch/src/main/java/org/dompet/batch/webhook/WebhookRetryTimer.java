package org.dompet.batch.webhook;

import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import org.dompet.batch.slot.JobSlots;

/** Starts {@code webhook-retry} every five minutes, on the node that comes first. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WebhookRetryTimer {
  private static final Logger LOG = System.getLogger(WebhookRetryTimer.class.getName());
  private static final String JOB = "webhook-retry";
  private static final Duration EVERY = Duration.ofMinutes(5);

  @Inject private JobSlots slots;
  @Inject private Clock clock;

  @Inject
  @Named("webhookSweep")
  private WebhookSweep sweep;

  @SuppressWarnings("NullAway.Init") // for the container
  public WebhookRetryTimer() {}

  @Schedule(hour = "*", minute = "*/5", second = "23", persistent = false)
  public void start() {
    try {
      if (slots.take(JOB, clock.instant(), EVERY)) {
        run();
      }
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "Job " + JOB + " could not be run", failed);
    }
  }

  private void run() {
    try {
      JobOperator jobs = BatchRuntime.getJobOperator();
      LOG.log(Level.DEBUG, "Job {0}: execution {1}", JOB, jobs.start(JOB, new Properties()));
    } catch (RuntimeException noRepository) {
      // Money waits for it: without a place for its records the job's work is done all the same.
      LOG.log(Level.WARNING, "Job {0} runs without a record: {1}", JOB, noRepository.getMessage());
      sweep.process();
    }
  }
}
