package org.dompet.web.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dompet.messaging.Outbound;
import org.dompet.notification.Notify;
import org.dompet.refusal.Kind;
import org.dompet.webhook.Inbox;
import org.dompet.webhook.ProcessWebhook;
import org.dompet.webhook.WebhookStep;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts webhooks and what becomes of them, and measures how long they wait. */
@ApplicationScoped
public class WebhookMetrics {
  /** The depth costs a query: one for all gauges, and not for every look at them. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private Inbox inbox;
  private MetricRegistry metrics;
  private Clock clock;
  private Map<String, Long> depth = Map.of();
  private Instant asked = Instant.MIN;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected WebhookMetrics() {}

  @Inject
  WebhookMetrics(Inbox inbox, MetricRegistry metrics, Clock clock) {
    this.inbox = inbox;
    this.metrics = metrics;
    this.clock = clock;
  }

  void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {
    for (String state : List.of("RECEIVED", "RETRYING", "DEAD")) {
      metrics.gauge(
          "dompet_webhook_inbox",
          () -> depth(state),
          new Tag("state", state.toLowerCase(Locale.ROOT)));
    }
    // Known from the first scrape on, so that the first one is an increase.
    for (String provider : List.of("moonpay", "stripe", "telegram")) {
      metrics.counter(
          "dompet_webhook_refused_total",
          new Tag("provider", provider),
          new Tag("reason", Kind.INVALID_SIGNATURE.code()));
      metrics.histogram("dompet_webhook_lag_milliseconds", new Tag("provider", provider));
    }
    for (String queue : List.of(ProcessWebhook.QUEUE, Notify.QUEUE)) {
      metrics.counter("dompet_messages_not_sent_total", new Tag("queue", queue));
    }
  }

  void onStep(@Observes WebhookStep step) {
    Tag provider = new Tag("provider", step.provider());
    String kind = step.kind().name().toLowerCase(Locale.ROOT);
    metrics
        .histogram("dompet_webhook_microseconds", provider, new Tag("step", kind))
        .update(step.took().toNanos() / 1_000);
    if (step.kind() == WebhookStep.Kind.REFUSED) {
      metrics
          .counter("dompet_webhook_refused_total", provider, new Tag("reason", step.detail()))
          .inc();
      return;
    }
    metrics.counter("dompet_webhook_events_total", provider, new Tag("step", kind)).inc();
    if (step.kind() == WebhookStep.Kind.PROCESSED) {
      metrics.histogram("dompet_webhook_lag_milliseconds", provider).update(step.lag().toMillis());
    }
  }

  void onNotSent(@Observes Outbound.NotSent lost) {
    metrics
        .counter("dompet_messages_not_sent_total", new Tag("queue", lost.queue()))
        .inc(lost.count());
  }

  private synchronized long depth(String state) {
    Instant now = clock.instant();
    if (asked.isBefore(now.minus(FRESH))) {
      try {
        depth = inbox.depth();
        asked = now;
      } catch (IllegalStateException away) {
        return -1;
      }
    }
    return depth.getOrDefault(state, 0L);
  }
}
