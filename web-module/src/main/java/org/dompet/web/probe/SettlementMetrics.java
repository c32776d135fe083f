package org.dompet.web.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.Locale;
import org.dompet.settlement.ProviderMismatch;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts in how many places providers and the books differ: only what is committed. */
@ApplicationScoped
public class SettlementMetrics {
  private MetricRegistry metrics;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected SettlementMetrics() {}

  @Inject
  SettlementMetrics(MetricRegistry metrics) {
    this.metrics = metrics;
  }

  void onMismatch(@Observes(during = TransactionPhase.AFTER_SUCCESS) ProviderMismatch mismatch) {
    mismatch
        .found()
        .forEach(
            (kind, count) ->
                metrics
                    .counter(
                        "dompet_provider_mismatches_total",
                        new Tag("provider", mismatch.provider()),
                        new Tag("kind", kind.toLowerCase(Locale.ROOT)))
                    .inc(count));
  }
}
