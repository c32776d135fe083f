package org.dompet.onramp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.webhook.Booking;
import org.dompet.webhook.WebhookEvent;
import org.dompet.webhook.WebhookHandler;

/**
 * Acts on what Stripe says about the checkout of an order, and about refunds of its payment. The
 * amount must be exactly the order's: Stripe was told it. Checkouts of subscriptions, and refunds
 * of their invoices, are none of our business here.
 */
@ApplicationScoped
class StripeEvents implements WebhookHandler {
  private static final String COMPLETED = "checkout.session.completed";
  private static final String EXPIRED = "checkout.session.expired";
  private static final String PAID_LATER = "checkout.session.async_payment_succeeded";
  private static final String NOT_PAID = "checkout.session.async_payment_failed";
  private static final String REFUNDED = "charge.refunded";
  private static final Set<String> TYPES =
      Set.of(COMPLETED, EXPIRED, PAID_LATER, NOT_PAID, REFUNDED);

  private SettleOrder settle;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected StripeEvents() {}

  @Inject
  StripeEvents(SettleOrder settle) {
    this.settle = settle;
  }

  @Override
  public boolean handles(String provider, String type) {
    return Provider.STRIPE.code().equals(provider) && TYPES.contains(type);
  }

  @Override
  public void prepare(List<WebhookEvent> events) {
    settle.lockAll(events);
  }

  @Override
  public Booking apply(WebhookEvent event) {
    Fields object = Fields.of(event.payload()).object("data").object("object");
    if (event.type().equals(REFUNDED)) {
      return object.optional("invoice").isPresent() ? Booking.NOTHING : refund(event, object);
    }
    if (!object.optional("mode").orElse("payment").equals("payment")) {
      return Booking.NOTHING;
    }
    Order order = settle.lock(event);
    return switch (event.type()) {
      case COMPLETED ->
          object.optional("payment_status").orElse("paid").equals("unpaid")
              ? settle.process(order)
              : credit(event, order, object);
      case PAID_LATER -> credit(event, order, object);
      case NOT_PAID -> settle.fail(order, "The payment failed");
      case EXPIRED -> settle.expire(order);
      default -> throw new IllegalArgumentException(event.type());
    };
  }

  private Booking credit(WebhookEvent event, Order order, Fields session) {
    Money paid = StripeAmount.of(session.whole("amount_total"), session.text("currency"));
    if (!paid.equals(order.amount())) {
      throw Refusal.of(
          paid.currency() == order.amount().currency()
              ? Kind.INVALID_AMOUNT
              : Kind.CURRENCY_MISMATCH,
          "The payment is of " + paid + ", the order of " + order.amount());
    }
    return settle.credit(order, session.text("payment_intent"), paid, event.occurredAt());
  }

  private Booking refund(WebhookEvent event, Fields charge) {
    Order order = settle.lock(event);
    Money total = StripeAmount.of(charge.whole("amount_refunded"), charge.text("currency"));
    return settle.refund(order, charge.text("payment_intent"), total, event.occurredAt());
  }
}
