package org.dompet.web.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.dompet.logging.RootLog;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts the lines of the log that somebody should read. */
@ApplicationScoped
public class LogMetrics {
  private MetricRegistry metrics;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected LogMetrics() {}

  @Inject
  LogMetrics(MetricRegistry metrics) {
    this.metrics = metrics;
  }

  void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {
    metrics.gauge("dompet_log_lines", RootLog::warnings, new Tag("level", "warn"));
    metrics.gauge("dompet_log_lines", RootLog::errors, new Tag("level", "error"));
  }
}
