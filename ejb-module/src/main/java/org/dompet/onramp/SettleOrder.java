package org.dompet.onramp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.dompet.ledger.Accounts;
import org.dompet.ledger.JournalEntry;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.time.UuidV7;
import org.dompet.wallet.Wallet;
import org.dompet.wallet.Wallets;
import org.dompet.webhook.Booking;
import org.dompet.webhook.WebhookEvent;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's events do to an order, whoever the provider is, and what is booked for them.
 */
@ApplicationScoped
class SettleOrder {
  /** The kind of the entry that brings money in. */
  static final String CREDIT = "ONRAMP_CREDIT";

  /** The kind of the entry that gives it back. */
  static final String REFUND = "ONRAMP_REFUND";

  private static final String ACTOR = "system:webhook";

  private final Map<String, UUID> platformAccounts = new ConcurrentHashMap<>();
  private Orders orders;
  private Wallets wallets;
  private Accounts accounts;
  private Event<Object> events;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected SettleOrder() {}

  @Inject
  SettleOrder(
      Orders orders, Wallets wallets, Accounts accounts, Event<Object> events, Clock clock) {
    this.orders = orders;
    this.wallets = wallets;
    this.accounts = accounts;
    this.events = events;
    this.clock = clock;
  }

  /** Locks the orders of many events at once. */
  void lockAll(List<WebhookEvent> of) {
    List<UUID> ids = of.stream().flatMap(event -> id(event.reference()).stream()).toList();
    if (!ids.isEmpty()) {
      orders.lockAll(ids);
    }
  }

  /**
   * The order that an event is about, locked.
   *
   * @throws Refusal {@link Kind#NOT_FOUND} if it is about none of this provider's
   */
  Order lock(WebhookEvent event) {
    return id(event.reference())
        .flatMap(orders::lock)
        .filter(order -> order.provider().code().equals(event.provider()))
        .orElseThrow(
            () ->
                Refusal.of(
                    Kind.NOT_FOUND,
                    "There is no order " + event.reference() + " of " + event.provider()));
  }

  Booking process(Order order) {
    order.process(clock.instant());
    return Booking.NOTHING;
  }

  Booking fail(Order order, @Nullable String reason) {
    order.fail(reason, clock.instant());
    return Booking.NOTHING;
  }

  Booking expire(Order order) {
    order.expire(clock.instant());
    return Booking.NOTHING;
  }

  /**
   * Credits a payment, once.
   *
   * @param payment the provider's name for it
   */
  Booking credit(Order order, String payment, Money received, Instant paidAt) {
    Instant now = clock.instant();
    if (!order.complete(payment, received, now)) {
      return Booking.NOTHING;
    }
    Wallet wallet = wallet(order);
    events.fire(new OrderCredited(order.id(), wallet.id(), received, now));
    return Booking.of(
        entry(
            order,
            "credit",
            CREDIT,
            "Top-up by " + name(order.provider()),
            paidAt,
            List.of(
                new JournalEntry.Leg(platform(order, received.currency()), received.negate()),
                new JournalEntry.Leg(wallet.availableAccount(), received))));
  }

  /**
   * Takes back what a provider has paid back; what the wallet no longer has, out of suspense.
   *
   * @param payment the provider's name for the payment that was refunded
   * @param total of all refunds of the payment so far
   */
  Booking refund(Order order, String payment, Money total, Instant refundedAt) {
    Instant now = clock.instant();
    Money part = order.refund(payment, total, now);
    if (part.isZero()) {
      return Booking.NOTHING;
    }
    events.fire(new OrderRefunded(order.id(), order.walletId(), part, now));
    return Booking.of(refundEntry(order, total, part, Money.zero(part.currency()), refundedAt))
        .otherwise(
            refusal -> {
              if (refusal.kind() != Kind.INSUFFICIENT_FUNDS) {
                throw refusal;
              }
              Money missing = part.minus(available(order, part));
              order.lack(missing, now);
              events.fire(new RefundShortfall(order.id(), order.walletId(), missing, now));
              return Booking.of(refundEntry(order, total, part, missing, refundedAt));
            });
  }

  private JournalEntry refundEntry(
      Order order, Money total, Money part, Money missing, Instant refundedAt) {
    Currency currency = part.currency();
    List<JournalEntry.Leg> legs = new ArrayList<>();
    legs.add(new JournalEntry.Leg(platform(order, currency), part));
    Money taken = part.minus(missing);
    if (taken.isPositive()) {
      legs.add(new JournalEntry.Leg(wallet(order).availableAccount(), taken.negate()));
    }
    if (missing.isPositive()) {
      legs.add(new JournalEntry.Leg(platform("suspense", currency), missing.negate()));
    }
    // Refunds of one payment grow: the sum of them tells one from the next.
    return entry(
        order,
        "refund:" + total.decimal(),
        REFUND,
        "Refund by " + name(order.provider()),
        refundedAt,
        legs);
  }

  private JournalEntry entry(
      Order order,
      String action,
      String kind,
      String description,
      Instant effectiveAt,
      List<JournalEntry.Leg> legs) {
    return new JournalEntry(
        UuidV7.next(clock),
        "webhook:" + order.id() + ":" + order.walletId() + ":" + action,
        kind,
        order.id().toString(),
        description,
        new TreeMap<>(Map.of("provider", order.provider().code())),
        effectiveAt,
        ACTOR,
        legs,
        null,
        false);
  }

  /** What is in the wallet, at most the part; its account is locked by the refused booking. */
  private Money available(Order order, Money part) {
    Money balance = accounts.find(wallet(order).availableAccount()).orElseThrow().balance();
    return balance.compareTo(part) < 0 ? balance : part;
  }

  private Wallet wallet(Order order) {
    return wallets.find(order.walletId()).orElseThrow();
  }

  private UUID platform(Order order, Currency currency) {
    return platform(order.provider().accountKind(), currency);
  }

  /** The platform's accounts never change: each is asked for once. */
  private UUID platform(String kind, Currency currency) {
    String name = kind + " " + currency;
    UUID known = platformAccounts.get(name);
    if (known == null) {
      known = accounts.platform(kind, currency).id();
      platformAccounts.put(name, known);
    }
    return known;
  }

  private static String name(Provider provider) {
    return switch (provider) {
      case MOONPAY -> "MoonPay";
      case STRIPE -> "Stripe";
    };
  }

  private static Optional<UUID> id(@Nullable String reference) {
    try {
      return reference == null || reference.length() != 36
          ? Optional.empty()
          : Optional.of(UUID.fromString(reference));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }
}
