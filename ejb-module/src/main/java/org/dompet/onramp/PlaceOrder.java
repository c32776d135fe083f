package org.dompet.onramp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.UUID;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.wallet.Wallet;
import org.dompet.wallet.Wallets;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;

/**
 * Takes an order to top up a wallet: records it, has the provider open its checkout, and remembers
 * where that is. Three steps, since nothing remote happens within a transaction. If the provider is
 * down the order stays, and the same request under the same key tries the checkout again.
 */
@ApplicationScoped
public class PlaceOrder {
  private static final Logger LOG = System.getLogger(PlaceOrder.class.getName());

  /** Stripe's words for amounts that it does not take. */
  private static final Set<String> BAD_AMOUNTS = Set.of("amount_too_small", "amount_too_large");

  private Wallets wallets;
  private Orders orders;
  private OnrampCatalog catalog;
  private MoonPayWidget moonPay;
  private StripeCheckout stripe;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected PlaceOrder() {}

  @Inject
  PlaceOrder(
      Wallets wallets,
      Orders orders,
      OnrampCatalog catalog,
      MoonPayWidget moonPay,
      StripeCheckout stripe) {
    this.wallets = wallets;
    this.orders = orders;
    this.catalog = catalog;
    this.moonPay = moonPay;
    this.stripe = stripe;
  }

  /**
   * What is asked for.
   *
   * @param amount what the wallet is to receive
   */
  public record Request(UUID walletId, Provider provider, Money amount) {
    public Request {
      if (!amount.isPositive()) {
        throw Refusal.of(Kind.INVALID_AMOUNT, "amount", "is not more than zero");
      }
    }
  }

  /**
   * The order, and whether it had been placed before under the same key.
   *
   * @param replayed true if nothing was done now
   */
  public record Result(Order order, boolean replayed) {}

  /**
   * Places it, once for a key.
   *
   * @param userId who asks; keys are each user's own
   * @throws Refusal {@link Kind#PROVIDER_UNAVAILABLE} if the provider can't be asked now: the order
   *     waits for the same request
   */
  @Transactional(Transactional.TxType.NEVER)
  public Result place(UUID userId, Request request, String idempotencyKey) {
    Wallet wallet = wallets.own(userId, request.walletId());
    if (wallet.currency() != request.amount().currency()) {
      throw Refusal.of(
          Kind.CURRENCY_MISMATCH, "currency", "is not the wallet's, which is " + wallet.currency());
    }
    catalog.require(request.provider(), wallet.currency());
    Order order = orders.record(wallet, request.provider(), request.amount(), idempotencyKey);
    return order.needsCheckout()
        ? new Result(orders.offer(order.id(), open(order)), false)
        : new Result(order, true);
  }

  private Checkout open(Order order) {
    return switch (order.provider()) {
      case MOONPAY -> moonPay.open(order);
      case STRIPE -> openAtStripe(order);
    };
  }

  private Checkout openAtStripe(Order order) {
    try {
      return stripe.open(order);
    } catch (StripeFailure.Refused refused) {
      if (BAD_AMOUNTS.contains(refused.code())) {
        throw Refusal.of(Kind.INVALID_AMOUNT, "amount", "is not one that Stripe takes");
      }
      LOG.log(Level.ERROR, "No checkout for order {0}: {1}", order.id(), refused.getMessage());
      throw unavailable();
    } catch (StripeFailure down) {
      LOG.log(Level.WARNING, "No checkout for order {0}: {1}", order.id(), down.getMessage());
      throw unavailable();
    } catch (FaultToleranceException unasked) {
      LOG.log(
          Level.WARNING,
          "No checkout for order {0}: Stripe is not asked now, it failed too often, takes too long"
              + " or is asked too much ({1})",
          order.id(),
          unasked.getClass().getSimpleName());
      throw unavailable();
    }
  }

  private static Refusal unavailable() {
    return Refusal.of(
        Kind.PROVIDER_UNAVAILABLE,
        "Stripe can't be asked now; the order is kept, repeat it with the same key");
  }
}
