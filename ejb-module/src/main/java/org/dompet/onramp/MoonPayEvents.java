package org.dompet.onramp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.webhook.Booking;
import org.dompet.webhook.WebhookEvent;
import org.dompet.webhook.WebhookHandler;

/**
 * Acts on what MoonPay says about a transaction. What counts is the transaction's status, whatever
 * the event's type. The wallet receives what MoonPay sold, {@code quoteCurrencyAmount}, which may
 * differ a little from the order.
 */
@ApplicationScoped
class MoonPayEvents implements WebhookHandler {
  private static final Set<String> TYPES =
      Set.of("transaction_created", "transaction_updated", "transaction_failed");

  private MoonPaySettings settings;
  private SettleOrder settle;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected MoonPayEvents() {}

  @Inject
  MoonPayEvents(MoonPaySettings settings, SettleOrder settle) {
    this.settings = settings;
    this.settle = settle;
  }

  @Override
  public boolean handles(String provider, String type) {
    return Provider.MOONPAY.code().equals(provider) && TYPES.contains(type);
  }

  @Override
  public void prepare(List<WebhookEvent> events) {
    settle.lockAll(events);
  }

  @Override
  public Booking apply(WebhookEvent event) {
    Fields data = Fields.of(event.payload()).object("data");
    String status =
        data.optional("status")
            .or(
                () ->
                    event.type().equals("transaction_failed")
                        ? Optional.of("failed")
                        : Optional.empty())
            .orElseThrow(() -> Refusal.of(Kind.INVALID_REQUEST, "data.status", "is not text"));
    Order order = settle.lock(event);
    return switch (status) {
      case "waitingPayment", "pending", "waitingAuthorization" -> settle.process(order);
      case "failed" -> settle.fail(order, data.optional("failureReason").orElse(null));
      case "completed" ->
          settle.credit(order, data.text("id"), received(order, data), event.occurredAt());
      default ->
          throw Refusal.of(Kind.INVALID_REQUEST, "data.status", "is not one that is known here");
    };
  }

  private Money received(Order order, Fields data) {
    String code = data.object("currency").text("code");
    Currency currency =
        Optional.ofNullable(settings.currencies().get(code))
            .orElseThrow(
                () ->
                    Refusal.of(
                        Kind.CURRENCY_MISMATCH, "data.currency.code", "is not known: " + code));
    Money received = new Money(data.number("quoteCurrencyAmount"), currency);
    if (currency != order.amount().currency()) {
      throw Refusal.of(
          Kind.CURRENCY_MISMATCH,
          "The payment is in " + currency + ", the order in " + order.amount().currency());
    }
    BigDecimal ordered = order.amount().amount();
    BigDecimal difference = received.amount().subtract(ordered).abs();
    BigDecimal allowed = ordered.multiply(settings.tolerance()).movePointLeft(2);
    if (difference.compareTo(allowed) > 0) {
      throw Refusal.of(
          Kind.INVALID_AMOUNT,
          "The payment is of " + received + ", too far from the order of " + order.amount());
    }
    return received;
  }
}
