package org.dompet.web.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.Locale;
import org.dompet.correction.Correction;
import org.dompet.correction.CorrectionChanged;
import org.dompet.correction.Corrections;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts what administrators do to wallets by hand, and what waits for another of them. */
@ApplicationScoped
public class CorrectionMetrics {
  /** What the gauge says when the database doesn't. */
  private static final long UNKNOWN = -1;

  private Corrections corrections;
  private MetricRegistry metrics;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected CorrectionMetrics() {}

  @Inject
  CorrectionMetrics(Corrections corrections, MetricRegistry metrics) {
    this.corrections = corrections;
    this.metrics = metrics;
  }

  void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {
    metrics.gauge("dompet_corrections_waiting", this::waiting);
  }

  void onChange(@Observes(during = TransactionPhase.AFTER_SUCCESS) CorrectionChanged changed) {
    Correction correction = changed.correction();
    metrics
        .counter(
            "dompet_corrections_total",
            new Tag("kind", correction.kind().name().toLowerCase(Locale.ROOT)),
            new Tag("status", correction.status().name().toLowerCase(Locale.ROOT)))
        .inc();
  }

  private long waiting() {
    try {
      return corrections.waiting();
    } catch (IllegalStateException databaseAway) {
      return UNKNOWN;
    }
  }
}
