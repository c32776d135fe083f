package org.dompet.notification;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dompet.notification.DeliveryTried.Outcome;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is due to its channel. Three steps: claim the row (a transaction), call the channel
 * (none), note what came of it (a transaction). To be called outside of any transaction.
 */
@ApplicationScoped
public class DeliverNotification {
  private static final Logger LOG = System.getLogger(DeliverNotification.class.getName());

  /** Deliveries on one channel in one sweep. */
  private static final int MOST_IN_A_SWEEP = 50;

  /** The queue's turn first: what was just said is not swept. */
  private static final Duration HEAD_START = Duration.ofSeconds(10);

  private NotificationSql rows;
  private CourierCalls couriers;
  private List<Duration> schedule;
  private Event<DeliveryTried> tried;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected DeliverNotification() {}

  @Inject
  DeliverNotification(
      NotificationSql rows,
      CourierCalls couriers,
      NotificationSettings settings,
      Event<DeliveryTried> tried,
      Clock clock) {
    this.rows = rows;
    this.couriers = couriers;
    this.schedule = settings.retrySchedule();
    this.tried = tried;
    this.clock = clock;
  }

  /** Delivers one, unless it was delivered, is not due or somebody else is at it. */
  public void deliver(UUID id) {
    rows.claim(id, clock.instant()).ifPresent(this::attempt);
  }

  /**
   * Delivers what is due and was not: it failed before, or its message was lost. A channel that
   * fails is left alone for the rest of the sweep, so that one which is down costs one attempt.
   *
   * @return how many were delivered
   */
  public int sweep() {
    int sent = 0;
    for (Channel channel : Channel.values()) {
      for (int i = 0; i < MOST_IN_A_SWEEP; i++) {
        Instant now = clock.instant();
        Optional<Notification> next = rows.claimNext(channel, now.minus(HEAD_START), now);
        if (next.isEmpty() || !attempt(next.get())) {
          break;
        }
        sent++;
      }
    }
    return sent;
  }

  private boolean attempt(Notification notification) {
    Channel channel = notification.channel();
    try {
      take(notification);
    } catch (DeliveryFailed failure) {
      @Nullable Instant next = next(notification.attempts(), failure.pause());
      rows.failed(notification.id(), failure.reason(), next);
      LOG.log(
          next == null ? Level.ERROR : Level.WARNING,
          "Notification {0} was not delivered by {1} at attempt {2}: {3}; {4}",
          notification.id(),
          channel,
          notification.attempts(),
          failure.reason(),
          next == null ? "given up" : "next attempt at " + next);
      tried.fire(new DeliveryTried(channel, next == null ? Outcome.GIVEN_UP : Outcome.FAILED));
      return false;
    }
    rows.sent(notification.id(), clock.instant());
    tried.fire(new DeliveryTried(channel, Outcome.SENT));
    return true;
  }

  private void take(Notification notification) throws DeliveryFailed {
    try {
      switch (notification.channel()) {
        case EMAIL -> couriers.email(notification);
        case SLACK -> couriers.slack(notification);
        case TELEGRAM -> couriers.telegram(notification);
      }
    } catch (FaultToleranceException unasked) {
      throw new DeliveryFailed(
          "is not asked now: it failed too often, takes too long or is asked too much ("
              + unasked.getClass().getSimpleName()
              + ")");
    }
  }

  private @Nullable Instant next(int attempts, Duration asked) {
    if (attempts > schedule.size()) {
      return null;
    }
    Duration pause = schedule.get(attempts - 1);
    return clock.instant().plus(pause.compareTo(asked) < 0 ? asked : pause);
  }
}
