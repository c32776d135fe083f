package org.dompet.web.request;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.dompet.money.Currency;
import org.dompet.tracing.Tracing;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Counts what people do with their wallets, by currency and whether it was done, and how long it
 * took. Counters alone: each operation passes here, and how its times are spread is in {@link
 * RequestMetrics}.
 *
 * <p>One for the application, without a proxy.
 */
@Singleton
public class WalletOperations {
  private record Series(String operation, Currency currency, boolean success) {}

  private record Counters(Counter operations, Counter microseconds) {}

  private final Map<Series, Counters> known = new ConcurrentHashMap<>();
  private final MetricRegistry metrics;
  private final Tracing tracing;

  @Inject
  WalletOperations(MetricRegistry metrics, Tracing tracing) {
    this.metrics = metrics;
    this.tracing = tracing;
  }

  void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {
    // Known from the first scrape on, so that the first one is an increase.
    for (Currency currency : Currency.values()) {
      counters(new Series("transfer", currency, true));
      counters(new Series("transfer", currency, false));
    }
  }

  /**
   * Does an operation and counts it.
   *
   * @param operation {@code transfer}, {@code open}, {@code order}
   * @param work succeeds unless it throws
   */
  public <T> T measure(String operation, Currency currency, Supplier<T> work) {
    long began = System.nanoTime();
    boolean success = false;
    try {
      T result = tracing.part(operation, work);
      success = true;
      return result;
    } finally {
      Counters counters = counters(new Series(operation, currency, success));
      counters.operations().inc();
      counters.microseconds().inc((System.nanoTime() - began) / 1_000);
    }
  }

  /** Counts what was done for somebody who did not ask by a request: {@code deposit}. */
  public void done(String operation, Currency currency) {
    counters(new Series(operation, currency, true)).operations().inc();
  }

  private Counters counters(Series series) {
    return known.computeIfAbsent(series, this::register);
  }

  private Counters register(Series series) {
    Tag[] tags = {
      new Tag("operation", series.operation()),
      new Tag("currency", series.currency().name()),
      new Tag("success", String.valueOf(series.success()))
    };
    return new Counters(
        metrics.counter("dompet_wallet_operations_total", tags),
        metrics.counter("dompet_wallet_operation_microseconds_total", tags));
  }
}
