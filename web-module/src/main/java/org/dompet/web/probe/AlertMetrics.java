package org.dompet.web.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.dompet.alert.AlertRaised;
import org.dompet.alert.AlertType;
import org.dompet.alert.Alerts;
import org.dompet.notification.Channel;
import org.dompet.notification.DeliveryTried;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts alerts, open and raised, and what came of telling somebody. */
@ApplicationScoped
public class AlertMetrics {
  /** One look into the table serves the gauges of a whole scrape. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  /** What a gauge says when the database doesn't. */
  private static final long UNKNOWN = -1;

  private Alerts alerts;
  private Clock clock;
  private MetricRegistry metrics;
  private Map<AlertType, Long> open = Map.of();
  private Instant lookedAt = Instant.MIN;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected AlertMetrics() {}

  @Inject
  AlertMetrics(Alerts alerts, Clock clock, MetricRegistry metrics) {
    this.alerts = alerts;
    this.clock = clock;
    this.metrics = metrics;
  }

  void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {
    for (AlertType type : AlertType.values()) {
      metrics.gauge("dompet_alerts_open", () -> open(type), tags(type));
      metrics.counter("dompet_alerts_raised_total", tags(type));
    }
    for (Channel channel : Channel.values()) {
      for (DeliveryTried.Outcome outcome : DeliveryTried.Outcome.values()) {
        metrics.counter("dompet_notifications_total", tags(channel, outcome));
      }
    }
  }

  void onAlert(@Observes(during = TransactionPhase.AFTER_SUCCESS) AlertRaised raised) {
    metrics.counter("dompet_alerts_raised_total", tags(raised.type())).inc();
  }

  void onDelivery(@Observes DeliveryTried tried) {
    metrics.counter("dompet_notifications_total", tags(tried.channel(), tried.outcome())).inc();
  }

  private synchronized long open(AlertType type) {
    Instant now = clock.instant();
    if (lookedAt.isBefore(now.minus(FRESH))) {
      lookedAt = now;
      open = look();
    }
    return open.getOrDefault(type, UNKNOWN);
  }

  private Map<AlertType, Long> look() {
    try {
      return alerts.open();
    } catch (IllegalStateException databaseAway) {
      return Map.of();
    }
  }

  private static Tag[] tags(Channel channel, DeliveryTried.Outcome outcome) {
    return new Tag[] {new Tag("channel", name(channel)), new Tag("outcome", name(outcome))};
  }

  private static Tag[] tags(AlertType type) {
    return new Tag[] {new Tag("type", name(type)), new Tag("severity", name(type.severity()))};
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
