package org.dompet.web.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import org.dompet.money.Money;
import org.dompet.onramp.OrderCredited;
import org.dompet.onramp.OrderPlaced;
import org.dompet.onramp.OrderRefunded;
import org.dompet.onramp.RefundShortfall;
import org.dompet.web.request.WalletOperations;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Counts top-ups: only what is committed. How Stripe's API fares is in MicroProfile's own metrics
 * of {@code org.dompet.onramp.StripeCheckout.open}.
 */
@ApplicationScoped
public class OnrampMetrics {
  private MetricRegistry metrics;
  private WalletOperations operations;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected OnrampMetrics() {}

  @Inject
  OnrampMetrics(MetricRegistry metrics, WalletOperations operations) {
    this.metrics = metrics;
    this.operations = operations;
  }

  void onPlaced(@Observes(during = TransactionPhase.AFTER_SUCCESS) OrderPlaced placed) {
    metrics
        .counter(
            "dompet_onramp_orders_total",
            new Tag("provider", placed.provider().code()),
            currency(placed.amount()))
        .inc();
  }

  void onCredited(@Observes(during = TransactionPhase.AFTER_SUCCESS) OrderCredited credited) {
    metrics.counter("dompet_onramp_credits_total", currency(credited.amount())).inc();
    operations.done("deposit", credited.amount().currency());
  }

  void onRefunded(@Observes(during = TransactionPhase.AFTER_SUCCESS) OrderRefunded refunded) {
    metrics.counter("dompet_onramp_refunds_total", currency(refunded.amount())).inc();
    operations.done("refund", refunded.amount().currency());
  }

  void onShortfall(@Observes(during = TransactionPhase.AFTER_SUCCESS) RefundShortfall shortfall) {
    metrics.counter("dompet_onramp_refund_shortfalls_total", currency(shortfall.shortfall())).inc();
  }

  private static Tag currency(Money amount) {
    return new Tag("currency", amount.currency().name());
  }
}
