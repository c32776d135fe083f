package org.dompet.alert;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.dompet.notification.Notify;
import org.dompet.time.UuidV7;

/**
 * Says that a person is needed: in the table, in the log and on every configured channel. Somebody
 * is told when an alert opens, and when it was raised 10, 100, 1,000 … times: a flood must not hide
 * what else arrives, and must not look like one drop either.
 */
@ApplicationScoped
public class RaiseAlert {
  private static final Logger LOG = System.getLogger(RaiseAlert.class.getName());
  private static final long STEP = 10;

  private Alerts alerts;
  private Notify notify;
  private Event<AlertRaised> raised;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected RaiseAlert() {}

  @Inject
  RaiseAlert(Alerts alerts, Notify notify, Event<AlertRaised> raised, Clock clock) {
    this.alerts = alerts;
    this.notify = notify;
    this.raised = raised;
    this.clock = clock;
  }

  /**
   * Opens an alert or counts an open one up, in the running transaction or else in its own.
   *
   * @return the alert's id; empty if this occurrence was counted before
   */
  @Transactional
  public Optional<UUID> raise(Incident incident) {
    Instant now = clock.instant();
    Optional<AlertRaised> event = alerts.raise(UuidV7.next(clock), incident, now);
    event.ifPresent(
        alert -> {
          if (isTold(alert.count())) {
            tell(alert, incident, now);
          }
          raised.fire(alert);
        });
    return event.map(AlertRaised::alertId);
  }

  void log(@Observes(during = TransactionPhase.AFTER_SUCCESS) AlertRaised alert) {
    if (isTold(alert.count())) {
      LOG.log(
          alert.type().severity() == AlertType.Severity.CRITICAL ? Level.ERROR : Level.WARNING,
          "Alert {0} {1} {2}, raised {3} times: {4}",
          alert.type().severity(),
          alert.type(),
          alert.alertId(),
          String.valueOf(alert.count()),
          alert.summary());
    }
  }

  private void tell(AlertRaised alert, Incident incident, Instant now) {
    AlertType type = alert.type();
    notify.say(
        "alert:" + alert.alertId() + ":" + alert.count(),
        "[" + type.severity() + "] " + type + ": " + incident.summary(),
        incident.summary()
            + "\n\n"
            + incident.factsAsText()
            + "\nRaised "
            + alert.count()
            + (alert.count() == 1 ? " time" : " times")
            + ", now at "
            + now
            + ".\nAlert "
            + alert.alertId()
            + ". What to do: docs/alerts.md#"
            + type.anchor()
            + "\n");
  }

  /** At 1, 10, 100 and so on. */
  static boolean isTold(long count) {
    long rest = count;
    while (rest >= STEP && rest % STEP == 0) {
      rest /= STEP;
    }
    return rest == 1;
  }
}
