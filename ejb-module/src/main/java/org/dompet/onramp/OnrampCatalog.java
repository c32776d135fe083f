package org.dompet.onramp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dompet.money.Currency;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;

/** Which providers this installation has, and what each tops up. */
@ApplicationScoped
public class OnrampCatalog {
  private MoonPaySettings moonPay;
  private StripeSettings stripe;
  private OrderSettings orders;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected OnrampCatalog() {}

  @Inject
  OnrampCatalog(MoonPaySettings moonPay, StripeSettings stripe, OrderSettings orders) {
    this.moonPay = moonPay;
    this.stripe = stripe;
    this.orders = orders;
  }

  /** A provider, and the currencies of the wallets that it tops up. */
  public record Offer(Provider provider, List<Currency> currencies) {}

  /** What is offered; a provider that is not configured is not. */
  public List<Offer> offers() {
    List<Offer> offers = new ArrayList<>();
    if (moonPay.isConfigured()) {
      offers.add(new Offer(Provider.MOONPAY, moonPay.offered()));
    }
    if (stripe.isConfigured()) {
      offers.add(new Offer(Provider.STRIPE, StripeAmount.CURRENCIES));
    }
    return offers;
  }

  /** How long an order waits for its payment. */
  public Duration orderLifetime() {
    return orders.lifetime();
  }

  /**
   * Passes what is offered.
   *
   * @throws Refusal {@link Kind#PROVIDER_NOT_CONFIGURED}, or {@link Kind#CURRENCY_MISMATCH} if the
   *     provider tops up other currencies
   */
  void require(Provider provider, Currency currency) {
    Offer offer =
        offers().stream()
            .filter(candidate -> candidate.provider() == provider)
            .findFirst()
            .orElseThrow(
                () ->
                    Refusal.of(
                        Kind.PROVIDER_NOT_CONFIGURED,
                        "provider",
                        "is not configured in this installation: " + provider.code()));
    if (!offer.currencies().contains(currency)) {
      throw Refusal.of(
          Kind.CURRENCY_MISMATCH,
          "currency",
          "is not one that " + provider.code() + " tops up: " + offer.currencies());
    }
  }
}
