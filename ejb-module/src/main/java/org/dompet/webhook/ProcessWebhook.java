package org.dompet.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.dompet.logging.LogContext;
import org.dompet.tracing.Tracing;

/**
 * Acts on what is due. A nudge names one event, but whatever is due by then is taken along: many
 * events in one transaction cost little more than one. If a transaction fails, its events are tried
 * one by one, and only those that fail again have failed.
 *
 * <p>One thread of each node does it at a time; the others, whose events it probably took along,
 * wait for it.
 */
@ApplicationScoped
public class ProcessWebhook {
  /** Where nudges go; each one's text is an event's id. */
  public static final String QUEUE = "dompet.webhooks";

  private static final Logger LOG = System.getLogger(ProcessWebhook.class.getName());

  /** The most events in one transaction. */
  static final int BATCH = 200;

  /** The most transactions for one nudge: what is left has nudges of its own, or the sweep. */
  private static final int MOST_BATCHES = 50;

  private static final long MOST_REMEMBERED = 20_000;
  private static final Duration REMEMBERED = Duration.ofMinutes(2);

  /** Events that were taken along: their own nudges need no look at the database. */
  private final Cache<UUID, Boolean> done =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterWrite(REMEMBERED).build();

  private final ReentrantLock oneAtATime = new ReentrantLock();
  private EventEffects effects;
  private EventFailures failures;
  private Inbox inbox;
  private Clock clock;
  private Consumer<WebhookStep> observers;
  private Tracing tracing;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected ProcessWebhook() {}

  @Inject
  ProcessWebhook(
      EventEffects effects,
      EventFailures failures,
      Inbox inbox,
      Clock clock,
      Event<WebhookStep> steps,
      Tracing tracing) {
    this(effects, failures, inbox, clock, steps::fire, tracing);
  }

  ProcessWebhook(
      EventEffects effects,
      EventFailures failures,
      Inbox inbox,
      Clock clock,
      Consumer<WebhookStep> observers,
      Tracing tracing) {
    this.effects = effects;
    this.failures = failures;
    this.inbox = inbox;
    this.clock = clock;
    this.observers = observers;
    this.tracing = tracing;
  }

  /**
   * Acts on an event, and on what else is due. Must be called outside of a transaction.
   *
   * @throws RuntimeException if not even a failure could be recorded: the nudge must come again
   */
  public void process(UUID nudged) {
    if (isDone(nudged)) {
      return;
    }
    oneAtATime.lock();
    try {
      int batches = isDone(nudged) ? MOST_BATCHES : 0;
      // Until nothing is left: an event that waited for an earlier one has no nudge of its own.
      while (batches < MOST_BATCHES && takeBatch() > 0) {
        batches++;
      }
    } finally {
      oneAtATime.unlock();
    }
  }

  private boolean isDone(UUID event) {
    return done.getIfPresent(event) != null;
  }

  /** Acts on up to a batch; says how many were dealt with, in whatever way. */
  private int takeBatch() {
    long began = System.nanoTime();
    try {
      List<EventEffects.Done> applied = effects.applyDue(BATCH);
      Duration each = Duration.ofNanos((System.nanoTime() - began) / Math.max(1, applied.size()));
      applied.forEach(ended -> announce(ended, each));
      return applied.size();
    } catch (RuntimeException | LinkageError | StackOverflowError failure) {
      LOG.log(Level.DEBUG, "A batch failed; its events are tried one by one", failure);
    }
    List<UUID> due = inbox.due(clock.instant(), BATCH);
    due.forEach(event -> LogContext.current().run(() -> takeAlone(event)));
    return due.size();
  }

  private void takeAlone(UUID event) {
    long began = System.nanoTime();
    try {
      effects
          .apply(event)
          .forEach(ended -> announce(ended, Duration.ofNanos(System.nanoTime() - began)));
    } catch (RuntimeException | LinkageError | StackOverflowError failure) {
      failures
          .record(event, failure)
          .ifPresent(
              step -> {
                LOG.log(
                    Level.WARNING,
                    "Event {0} of {1} failed ({2}): {3}",
                    event,
                    step.provider(),
                    step.kind(),
                    failure);
                observers.accept(step.took(Duration.ofNanos(System.nanoTime() - began)));
              });
    }
  }

  private void announce(EventEffects.Done ended, Duration took) {
    done.put(ended.id(), true);
    observers.accept(ended.step().took(took));
    tracing.note("process " + ended.step().provider(), ended.traceparent(), clock.instant(), took);
  }
}
