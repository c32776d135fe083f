package org.dompet.web.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts what nobody expected, by the class that was thrown. */
@Singleton
public class UnexpectedErrors {
  private final MetricRegistry metrics;

  @Inject
  UnexpectedErrors(MetricRegistry metrics) {
    this.metrics = metrics;
  }

  void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {
    // The likeliest is known from the first scrape on, so that the first one is an increase.
    metrics.counter("dompet_errors_total", new Tag("type", "IllegalStateException"));
  }

  /** Counts one. */
  public void count(Throwable error) {
    metrics.counter("dompet_errors_total", new Tag("type", error.getClass().getSimpleName())).inc();
  }
}
