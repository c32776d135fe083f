package org.dompet.web.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.dompet.reconciliation.BalanceMismatch;
import org.dompet.reconciliation.Findings;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts what reconciliations find, and what of it waits for somebody. */
@ApplicationScoped
public class ReconciliationMetrics {
  /** What a gauge says when the database doesn't. */
  private static final long UNKNOWN = -1;

  private Findings findings;
  private MetricRegistry metrics;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected ReconciliationMetrics() {}

  @Inject
  ReconciliationMetrics(Findings findings, MetricRegistry metrics) {
    this.findings = findings;
    this.metrics = metrics;
  }

  void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {
    metrics.gauge("dompet_reconciliation_findings_open", () -> ask(findings::open));
    metrics.gauge("dompet_reconciliation_wallets_flagged", () -> ask(findings::flagged));
  }

  void onMismatch(@Observes(during = TransactionPhase.AFTER_SUCCESS) BalanceMismatch mismatch) {
    String kind = mismatch.finding().discrepancy().kind().toLowerCase(Locale.ROOT);
    metrics.counter("dompet_reconciliation_mismatches_total", new Tag("kind", kind)).inc();
  }

  private static long ask(LongSupplier number) {
    try {
      return number.getAsLong();
    } catch (IllegalStateException databaseAway) {
      return UNKNOWN;
    }
  }
}
