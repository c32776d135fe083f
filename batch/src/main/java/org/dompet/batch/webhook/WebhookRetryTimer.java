package org.dompet.batch.webhook;

import jakarta.annotation.PostConstruct;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import org.dompet.batch.slot.JobSlots;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Starts {@code webhook-retry} every {@code dompet.webhook.sweep-every} (five minutes; from ten
 * seconds to an hour), on the node that comes first.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class WebhookRetryTimer {
  private static final Logger LOG = System.getLogger(WebhookRetryTimer.class.getName());
  private static final String JOB = "webhook-retry";
  private static final String KEY = "dompet.webhook.sweep-every";
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofHours(1);

  @Inject private JobSlots slots;
  @Inject private Clock clock;

  @Inject
  @ConfigProperty(name = KEY, defaultValue = "PT5M")
  private Duration every;

  @SuppressWarnings("NullAway.Init") // for the container
  public WebhookRetryTimer() {}

  @PostConstruct
  void requireUsablePeriod() {
    if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          KEY + " must be between " + SHORTEST + " and " + LONGEST + ", not " + every);
    }
  }

  /** Asks every ten seconds whether it is time: the slots know. */
  // Said of the class, it would not be heard: Payara would commit around it, and end the timer for
  // good if the database is away then.
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
  public void start() {
    try {
      if (slots.take(JOB, clock.instant(), every)) {
        JobOperator jobs = BatchRuntime.getJobOperator();
        LOG.log(Level.DEBUG, "Job {0}: execution {1}", JOB, jobs.start(JOB, new Properties()));
      }
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "Job " + JOB + " could not be run", failed);
    }
  }
}
