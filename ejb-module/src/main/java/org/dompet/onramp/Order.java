package org.dompet.onramp;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * Money that somebody wants to bring in. An order begins {@code PENDING}; a payment under way makes
 * it {@code PROCESSING}, one that arrived {@code COMPLETED}, one that did not {@code FAILED}; with
 * no payment in time it is {@code EXPIRED}; with everything paid back, {@code REFUNDED}.
 *
 * <p>It only moves forward in that order of {@link Status}, so that it ends the same whatever the
 * order in which events arrive, and however often. A payment counts even if the order has failed or
 * expired before: the money is there. One payment is credited; a second one is refused, and a
 * person decides about it.
 */
@Entity(name = "OnrampOrder")
@Table(name = "onramp_order")
@DynamicUpdate // the application may not write what never changes
public class Order {
  /** How long a payment that is under way is waited for: bank transfers take days. */
  static final Duration PROCESSING_LIMIT = Duration.ofDays(7);

  private static final int LONGEST_REASON = 200;

  /** In the order in which they may follow each other. */
  public enum Status {
    PENDING,
    PROCESSING,
    EXPIRED,
    FAILED,
    COMPLETED,
    REFUNDED
  }

  @Id private UUID id;

  @Column(name = "user_id")
  private UUID userId;

  @Column(name = "wallet_id")
  private UUID walletId;

  @Enumerated(EnumType.STRING)
  private Provider provider;

  @Enumerated(EnumType.STRING)
  private Currency currency;

  private BigDecimal amount;

  @Enumerated(EnumType.STRING)
  private Status status;

  @Column(name = "idempotency_key")
  @SuppressWarnings("UnusedVariable") // Hibernate reads it
  private String idempotencyKey;

  @Column(name = "checkout_url")
  private @Nullable String checkoutUrl;

  @Column(name = "session_reference")
  private @Nullable String sessionReference;

  @Column(name = "payment_reference")
  private @Nullable String paymentReference;

  @Column(name = "failure_reason")
  private @Nullable String failureReason;

  private @Nullable BigDecimal credited;

  private BigDecimal refunded;

  private BigDecimal shortfall;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "expires_at")
  private Instant expiresAt;

  @Column(name = "updated_at")
  private Instant updatedAt;

  @Column(name = "completed_at")
  private @Nullable Instant completedAt;

  @SuppressWarnings("NullAway.Init") // for Hibernate
  protected Order() {}

  Order(
      UUID id,
      UUID userId,
      UUID walletId,
      Provider provider,
      Money amount,
      String idempotencyKey,
      Instant createdAt,
      Instant expiresAt) {
    this.id = id;
    this.userId = userId;
    this.walletId = walletId;
    this.provider = provider;
    this.currency = amount.currency();
    this.amount = amount.amount();
    this.status = Status.PENDING;
    this.idempotencyKey = idempotencyKey;
    this.refunded = BigDecimal.ZERO;
    this.shortfall = BigDecimal.ZERO;
    this.createdAt = createdAt;
    this.expiresAt = expiresAt;
    this.updatedAt = createdAt;
  }

  public UUID id() {
    return id;
  }

  public UUID userId() {
    return userId;
  }

  public UUID walletId() {
    return walletId;
  }

  public Provider provider() {
    return provider;
  }

  /** What the wallet is to receive. */
  public Money amount() {
    return new Money(amount, currency);
  }

  public Status status() {
    return status;
  }

  /** Where the person pays; empty until the provider gave it, and once nothing is to be paid. */
  public Optional<String> checkoutUrl() {
    return isOpen() ? Optional.ofNullable(checkoutUrl) : Optional.empty();
  }

  /** What the provider said of a payment that failed. */
  public Optional<String> failureReason() {
    return Optional.ofNullable(failureReason);
  }

  /** What the wallet did receive. */
  public Optional<Money> credited() {
    return Optional.ofNullable(credited).map(received -> new Money(received, currency));
  }

  /** What was paid back of it. */
  public Money refunded() {
    return new Money(refunded, currency);
  }

  /** What the wallet no longer had when it was to be paid back. */
  public Money shortfall() {
    return new Money(shortfall, currency);
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** When it stops waiting for a payment; one that comes later is credited all the same. */
  public Instant expiresAt() {
    return expiresAt;
  }

  /** True until the provider has opened its checkout; then there is nothing to open any more. */
  boolean needsCheckout() {
    return status == Status.PENDING && checkoutUrl == null;
  }

  private boolean isOpen() {
    return status.compareTo(Status.EXPIRED) < 0;
  }

  /** True if it asks for the same as another request under its key. */
  boolean isFor(UUID wallet, Provider by, Money wanted) {
    return walletId.equals(wallet) && provider == by && amount().equals(wanted);
  }

  /** The provider has opened its checkout. Of two that did so at once, the first counts. */
  void offer(Checkout checkout, Instant now) {
    if (checkoutUrl == null) {
      checkoutUrl = checkout.url();
      sessionReference = checkout.sessionReference();
      updatedAt = now;
    }
  }

  /** A payment is under way. */
  void process(Instant now) {
    if (advance(Status.PROCESSING, now)) {
      expiresAt = now.plus(PROCESSING_LIMIT);
    }
  }

  /** Nobody paid in time. */
  void expire(Instant now) {
    advance(Status.EXPIRED, now);
  }

  /** The payment did not work. */
  void fail(@Nullable String reason, Instant now) {
    if (advance(Status.FAILED, now) && reason != null) {
      failureReason =
          reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }
  }

  /**
   * A payment arrived.
   *
   * @return true if it is to be credited now; false if it was before
   * @throws Refusal {@link Kind#CURRENCY_MISMATCH} if it is of another currency; {@link
   *     Kind#INVALID_REQUEST} if another payment, or another amount, was credited before
   */
  boolean complete(String payment, Money received, Instant now) {
    if (received.currency() != currency) {
      throw Refusal.of(
          Kind.CURRENCY_MISMATCH,
          "The payment is in " + received.currency() + ", the order in " + currency);
    }
    if (!received.isPositive()) {
      throw Refusal.of(Kind.INVALID_AMOUNT, "The payment is of nothing");
    }
    if (credited != null) {
      if (!payment.equals(paymentReference) || !received.equals(credited().orElseThrow())) {
        throw Refusal.of(
            Kind.INVALID_REQUEST,
            "The order was paid before: " + credited().orElseThrow() + " by " + paymentReference);
      }
      return false;
    }
    advance(Status.COMPLETED, now);
    paymentReference = payment;
    credited = received.amount();
    completedAt = now;
    failureReason = null;
    return true;
  }

  /**
   * The provider has paid back a part of the payment, or all of it.
   *
   * @param payment the one that was paid back
   * @param total of all refunds of the payment so far
   * @return what is to be taken back now; zero if an earlier event told this much or more
   * @throws Refusal {@link Kind#NOT_YET} if the payment has not been credited; any other kind if
   *     the refund is not of the credited payment
   */
  Money refund(String payment, Money total, Instant now) {
    if (total.currency() != currency) {
      throw Refusal.of(
          Kind.CURRENCY_MISMATCH,
          "The refund is in " + total.currency() + ", the order in " + currency);
    }
    if (!total.isPositive()) {
      throw Refusal.of(Kind.INVALID_AMOUNT, "The refund is of nothing");
    }
    if (credited == null) {
      throw Refusal.of(Kind.NOT_YET, "The payment that is refunded has not been credited");
    }
    if (!payment.equals(paymentReference)) {
      throw Refusal.of(
          Kind.INVALID_REQUEST,
          "Another payment was credited for the order than the one that is refunded");
    }
    Money whole = credited().orElseThrow();
    if (total.compareTo(whole) > 0) {
      throw Refusal.of(Kind.INVALID_AMOUNT, "More is refunded than was credited: " + total);
    }
    if (total.compareTo(refunded()) <= 0) {
      return Money.zero(currency);
    }
    Money more = total.minus(refunded());
    refunded = total.amount();
    updatedAt = now;
    if (total.equals(whole)) {
      advance(Status.REFUNDED, now);
    }
    return more;
  }

  /** The wallet no longer had this much of what was to be taken back. */
  void lack(Money part, Instant now) {
    shortfall = shortfall().plus(part).amount();
    updatedAt = now;
  }

  private boolean advance(Status next, Instant now) {
    if (next.compareTo(status) <= 0) {
      return false;
    }
    status = next;
    updatedAt = now;
    return true;
  }
}
