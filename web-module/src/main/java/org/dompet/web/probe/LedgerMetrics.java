package org.dompet.web.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dompet.ledger.BatchDecided;
import org.dompet.ledger.LedgerWriter;
import org.dompet.ledger.Outcome;
import org.dompet.money.Currency;
import org.dompet.transfer.TransferMade;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts what the ledger does: only what is committed. */
@ApplicationScoped
public class LedgerMetrics {
  private final Map<Currency, Counter> transfers = new ConcurrentHashMap<>();
  private MetricRegistry metrics;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected LedgerMetrics() {}

  @Inject
  LedgerMetrics(MetricRegistry metrics) {
    this.metrics = metrics;
  }

  void onStart(@Observes @Initialized(ApplicationScoped.class) Object event, LedgerWriter writer) {
    metrics.gauge("dompet_ledger_writer_waiting", writer::waiting);
  }

  void onBatch(@Observes(during = TransactionPhase.AFTER_SUCCESS) BatchDecided batch) {
    metrics.histogram("dompet_ledger_batch_entries").update(batch.outcomes().size());
    long posted = 0;
    long replayed = 0;
    for (Outcome outcome : batch.outcomes()) {
      if (outcome instanceof Outcome.Posted) {
        posted++;
      } else if (outcome instanceof Outcome.Replayed) {
        replayed++;
      } else if (outcome instanceof Outcome.Refused refused) {
        metrics
            .counter(
                "dompet_ledger_refusals_total", new Tag("reason", refused.reason().kind().code()))
            .inc();
      }
    }
    metrics.counter("dompet_ledger_entries_total", new Tag("outcome", "posted")).inc(posted);
    metrics.counter("dompet_ledger_entries_total", new Tag("outcome", "replayed")).inc(replayed);
  }

  void onTransfer(@Observes TransferMade made) {
    transfers
        .computeIfAbsent(
            made.transfer().amount().currency(),
            currency ->
                metrics.counter("dompet_transfers_total", new Tag("currency", currency.name())))
        .inc();
  }
}
