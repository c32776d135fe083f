package org.dompet.web.probe;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.QueueBrowser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dompet.notification.Notify;
import org.dompet.webhook.ProcessWebhook;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Says how many messages can be delivered and are not yet. They are counted one by one, up to
 * {@link #MOST}: that works with every broker and needs no right but to read.
 */
@ApplicationScoped
public class QueueMetrics {
  /** More than these are as many as these. */
  static final int MOST = 1_000;

  private static final List<String> QUEUES =
      List.of(ProcessWebhook.QUEUE, Notify.QUEUE, "dompet.DLQ");

  /** One look serves the gauges of a whole scrape. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  /** What a gauge says when the broker doesn't. */
  private static final long UNKNOWN = -1;

  @Resource(lookup = "java:app/jms/dompet")
  private ConnectionFactory connections;

  private MetricRegistry metrics;
  private Clock clock;
  private Map<String, Long> depth = Map.of();
  private Instant looked = Instant.MIN;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected QueueMetrics() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the container injects the connections
  QueueMetrics(MetricRegistry metrics, Clock clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {
    for (String queue : QUEUES) {
      metrics.gauge("dompet_queue_messages", () -> depth(queue), new Tag("queue", queue));
    }
  }

  private synchronized long depth(String queue) {
    Instant now = clock.instant();
    if (looked.isBefore(now.minus(FRESH))) {
      looked = now;
      depth = look();
    }
    return depth.getOrDefault(queue, UNKNOWN);
  }

  private Map<String, Long> look() {
    Map<String, Long> seen = new HashMap<>();
    try (JMSContext context = connections.createContext()) {
      for (String queue : QUEUES) {
        try (QueueBrowser browser = context.createBrowser(context.createQueue(queue))) {
          seen.put(queue, count(browser.getEnumeration()));
        }
      }
    } catch (JMSRuntimeException | JMSException away) {
      seen.clear();
    }
    return seen;
  }

  private static long count(Enumeration<?> messages) {
    long count = 0;
    while (count < MOST && messages.hasMoreElements()) {
      messages.nextElement();
      count++;
    }
    return count;
  }
}
