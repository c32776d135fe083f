package org.dompet.onramp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;

class OrderTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  /** What can happen to one order at its provider. */
  private enum Step {
    PROCESS,
    FAIL,
    EXPIRE,
    PAY,
    REFUND_A_PART,
    REFUND_MORE,
    REFUND_ALL
  }

  /** What is left when everything has been told. */
  private record End(Order.Status status, String credited, Money refunded, List<Money> bookings) {}

  @Property(tries = 2_000)
  void endsTheSameWhateverTheOrderOfEventsAndHoweverOftenTheyCome(@ForAll("told") List<Step> told) {
    End end = tell(told);

    assertThat(end.status()).isEqualTo(expected(told));
    boolean paid = told.contains(Step.PAY);
    assertThat(end.credited()).isEqualTo(paid ? "100.00" : null);
    // However they were told: one credit, and refunds that add up to the largest of them.
    assertThat(end.bookings().stream().filter(Money::isPositive)).hasSize(paid ? 1 : 0);
    Money takenBack =
        end.bookings().stream()
            .filter(Money::isNegative)
            .reduce(Money.zero(Currency.THB), Money::plus);
    assertThat(takenBack.negate()).isEqualTo(paid ? largestRefund(told) : thb("0"));
    assertThat(end.refunded()).isEqualTo(takenBack.negate());
  }

  @Property(tries = 1_000)
  void neverGoesBack(@ForAll("told") List<Step> told) {
    Order order = order();
    Order.Status before = order.status();
    for (Step step : told) {
      try {
        apply(order, step);
      } catch (Refusal notYet) {
        assertThat(notYet.kind()).isEqualTo(Kind.NOT_YET);
      }
      assertThat(order.status()).isGreaterThanOrEqualTo(before);
      before = order.status();
    }
  }

  @Provide
  Arbitrary<List<Step>> told() {
    // Some of the steps, some of them several times, in any order.
    return Arbitraries.of(Step.values())
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .flatMap(steps -> Arbitraries.shuffle(steps));
  }

  @Example
  void isCreditedByAPaymentThatComesAfterItExpiredOrFailed() {
    Order expired = order();
    expired.expire(NOW);
    assertThat(expired.complete("p", thb("100"), NOW)).isTrue();
    assertThat(expired.status()).isEqualTo(Order.Status.COMPLETED);

    Order failed = order();
    failed.fail("declined", NOW);
    assertThat(failed.failureReason()).contains("declined");
    assertThat(failed.complete("p", thb("100"), NOW)).isTrue();
    assertThat(failed.failureReason()).isEmpty();
  }

  @Example
  void refusesASecondPayment() {
    Order order = order();
    order.complete("p", thb("100"), NOW);

    assertThatThrownBy(() -> order.complete("q", thb("100"), NOW))
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.kind()).isEqualTo(Kind.INVALID_REQUEST));
    assertThatThrownBy(() -> order.complete("p", thb("99"), NOW)).isInstanceOf(Refusal.class);
    assertThat(order.credited()).contains(thb("100"));
  }

  @Example
  void refusesPaymentsInAnotherCurrencyOrOfNothing() {
    Order order = order();
    assertThatThrownBy(() -> order.complete("p", Money.of("100", Currency.USD), NOW))
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.kind()).isEqualTo(Kind.CURRENCY_MISMATCH));
    assertThatThrownBy(() -> order.complete("p", thb("0"), NOW)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> order.complete("p", thb("-1"), NOW)).isInstanceOf(Refusal.class);
    assertThat(order.status()).isEqualTo(Order.Status.PENDING);
  }

  @Example
  void refusesRefundsOfAnotherPaymentOrOfMoreThanWasCredited() {
    Order order = order();
    order.complete("p", thb("100"), NOW);
    assertThatThrownBy(() -> order.refund("q", thb("100"), NOW)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> order.refund("p", thb("100.01"), NOW)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> order.refund("p", Money.of("1", Currency.USD), NOW))
        .isInstanceOf(Refusal.class);
    assertThat(order.refunded()).isEqualTo(thb("0"));
  }

  @Example
  void waitsLongerForAPaymentThatIsUnderWay() {
    Order order = order();
    order.process(NOW);
    assertThat(order.expiresAt()).isEqualTo(NOW.plus(Order.PROCESSING_LIMIT));
    order.process(NOW.plusSeconds(60));
    assertThat(order.expiresAt()).isEqualTo(NOW.plus(Order.PROCESSING_LIMIT));
  }

  @Example
  void keepsTheFirstCheckoutAndShowsItWhileThereIsSomethingToPay() {
    Order order = order();
    assertThat(order.needsCheckout()).isTrue();
    order.offer(new Checkout("https://a", "s1"), NOW);
    order.offer(new Checkout("https://b", "s2"), NOW);
    assertThat(order.checkoutUrl()).contains("https://a");
    assertThat(order.needsCheckout()).isFalse();
    order.complete("p", thb("100"), NOW);
    assertThat(order.checkoutUrl()).isEmpty();
  }

  /** Tells the events as the inbox does: what comes too early is told again after the others. */
  private static End tell(List<Step> told) {
    Order order = order();
    List<Money> bookings = new ArrayList<>();
    List<Step> waiting = new ArrayList<>(told);
    int before = Integer.MAX_VALUE;
    while (!waiting.isEmpty() && waiting.size() < before) {
      before = waiting.size();
      List<Step> tooEarly = new ArrayList<>();
      for (Step step : waiting) {
        try {
          Money booking = apply(order, step);
          if (!booking.isZero()) {
            bookings.add(booking);
          }
        } catch (Refusal notYet) {
          assertThat(notYet.kind()).isEqualTo(Kind.NOT_YET);
          tooEarly.add(step);
        }
      }
      waiting = tooEarly;
    }
    return new End(
        order.status(),
        order.credited().map(Money::decimal).orElse(null),
        order.refunded(),
        bookings);
  }

  private static Money apply(Order order, Step step) {
    switch (step) {
      case PROCESS -> order.process(NOW);
      case FAIL -> order.fail("declined", NOW);
      case EXPIRE -> order.expire(NOW);
      case PAY -> {
        return order.complete("p", thb("100"), NOW) ? thb("100") : thb("0");
      }
      case REFUND_A_PART -> {
        return order.refund("p", thb("10"), NOW).negate();
      }
      case REFUND_MORE -> {
        return order.refund("p", thb("25.50"), NOW).negate();
      }
      case REFUND_ALL -> {
        return order.refund("p", thb("100"), NOW).negate();
      }
    }
    return thb("0");
  }

  /** Not from the order that they came in, but from which of them came. */
  private static Order.Status expected(List<Step> told) {
    if (told.contains(Step.PAY)) {
      return told.contains(Step.REFUND_ALL) ? Order.Status.REFUNDED : Order.Status.COMPLETED;
    }
    if (told.contains(Step.FAIL)) {
      return Order.Status.FAILED;
    }
    if (told.contains(Step.EXPIRE)) {
      return Order.Status.EXPIRED;
    }
    return told.contains(Step.PROCESS) ? Order.Status.PROCESSING : Order.Status.PENDING;
  }

  private static Money largestRefund(List<Step> told) {
    if (told.contains(Step.REFUND_ALL)) {
      return thb("100");
    }
    if (told.contains(Step.REFUND_MORE)) {
      return thb("25.50");
    }
    return told.contains(Step.REFUND_A_PART) ? thb("10") : thb("0");
  }

  private static Order order() {
    return new Order(
        new UUID(1, 1),
        new UUID(2, 2),
        new UUID(3, 3),
        Provider.STRIPE,
        thb("100"),
        "key",
        NOW,
        NOW.plus(Duration.ofHours(1)));
  }

  private static Money thb(String amount) {
    return Money.of(amount, Currency.THB);
  }
}
