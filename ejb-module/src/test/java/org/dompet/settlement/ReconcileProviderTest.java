package org.dompet.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.dompet.reconciliation.Discrepancy;
import org.dompet.settlement.SettlementScenario.Paid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconcileProviderTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TWO_HOURS = Duration.ofHours(2);

  private final SettlementScenario scenario = new SettlementScenario();
  private final SettlementScenario.Told stripe = scenario.told;

  @AfterEach
  void booksBalance() {
    scenario.close();
  }

  @Test
  void findsNothingWhereAllAgree() {
    for (int i = 0; i < 5; i++) {
      stripe.settled(scenario.paid(payment(), "100.00", TWO_HOURS), "100.00", TWO_HOURS);
    }
    UUID run = scenario.run();
    scenario.reconcile(run);
    assertThat(scenario.found(run)).isEmpty();
    assertThat(scenario.mismatches.all()).isEmpty();
    assertThat(scenario.column("select checked from job_run where id = ?", run))
        .containsExactly(10L);
    assertThat(scenario.column("select rows_read from job_run where id = ?", run))
        .containsExactly(5L);
  }

  @Test
  void findsAPaymentWhoseWebhookNeverCame() {
    Paid order = scenario.order(payment(), "100.00", TWO_HOURS);
    stripe.settled(order, "100.00", HOUR);
    assertThat(scenario.reconcile())
        .containsExactly(
            new Discrepancy(
                "MISSING_HERE",
                "stripe:" + order.payment(),
                order.wallet(),
                "THB",
                "100.00",
                null,
                "Order " + order.order() + " is PENDING; no webhook of it ever came"));
    assertThat(
            scenario.column("select needs_reconciliation from wallet where id = ?", order.wallet()))
        .containsExactly(true);
    assertThat(scenario.mismatches.all())
        .singleElement()
        .satisfies(told -> assertThat(told.found()).containsEntry("MISSING_HERE", 1));
  }

  @Test
  void saysWhatBecameOfTheWebhook() {
    Paid order = scenario.order(payment(), "100.00", TWO_HOURS);
    scenario.update(
        """
        insert into webhook_event (id, provider, event_id, type, reference, occurred_at, payload, state,
                                   attempts, received_at, finished_at, last_error)
        values (?, 'stripe', ?, 'x', ?, now(), '{}', 'DEAD', 5, now(), now(), 'no such wallet')""",
        UUID.randomUUID(),
        "evt_" + UUID.randomUUID(),
        order.order().toString());
    stripe.settled(order, "100.00", HOUR);
    assertThat(scenario.reconcile())
        .singleElement()
        .satisfies(
            found ->
                assertThat(found.detail())
                    .endsWith("of its webhooks the last is DEAD, because no such wallet"));
  }

  @Test
  void leavesWhatIsUnderWayForTheNextRun() {
    Paid order = scenario.order(payment(), "100.00", HOUR);
    stripe.settled(order, "100.00", Duration.ofMinutes(14));
    assertThat(scenario.reconcile()).isEmpty();
  }

  @Test
  void findsAPaymentForNoOrder() {
    stripe.list.add(stripe.payment(payment(), null, "THB", "1", HOUR));
    stripe.list.add(stripe.payment(payment(), "shop-17", "THB", "2", HOUR));
    stripe.list.add(stripe.payment(payment(), UUID.randomUUID().toString(), "THB", "3", HOUR));
    assertThat(scenario.reconcile())
        .hasSize(3)
        .allSatisfy(found -> assertThat(found.kind()).isEqualTo("MISSING_HERE"))
        .allSatisfy(found -> assertThat(found.walletId()).isNull());
  }

  @Test
  void findsASecondPaymentOfAnOrder() {
    Paid order = scenario.paid(payment(), "100.00", TWO_HOURS);
    stripe.settled(order, "100.00", TWO_HOURS);
    stripe.list.add(stripe.payment(payment(), order.order().toString(), "THB", "100", HOUR));
    assertThat(scenario.reconcile())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.kind()).isEqualTo("MISSING_HERE");
              assertThat(found.detail()).contains("was credited by another payment");
            });
  }

  @Test
  void findsACreditThatNobodyPaidFor() {
    Paid order = scenario.paid(payment(), "100.00", TWO_HOURS);
    assertThat(scenario.reconcile())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.kind()).isEqualTo("MISSING_THERE");
              assertThat(found.walletId()).isEqualTo(order.wallet());
              assertThat(found.expected()).isNull();
              assertThat(found.actual()).isEqualTo("100.00");
              assertThat(found.detail()).endsWith("there, the payment is not known");
            });
    assertThat(stripe.questions).containsExactly("page null", "about " + order.payment());
  }

  @Test
  void asksAgainAboutACreditWhosePaymentIsOlderThanTheWindow() {
    Paid order = scenario.paid(payment(), "100.00", TWO_HOURS);
    stripe.single.put(
        order.payment(),
        List.of(
            stripe.payment(
                order.payment(), order.order().toString(), "THB", "100", Duration.ofDays(3))));
    assertThat(scenario.reconcile()).isEmpty();
  }

  @Test
  void findsAnotherAmount() {
    Paid order = scenario.paid(payment(), "100.00", TWO_HOURS);
    stripe.settled(order, "100.01", TWO_HOURS);
    assertThat(scenario.reconcile())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.kind()).isEqualTo("AMOUNT_DIFFERS");
              assertThat(found.expected()).isEqualTo("100.01");
              assertThat(found.actual()).isEqualTo("100.00");
            });
  }

  @Test
  void findsAnotherCurrency() {
    Paid order = scenario.paid(payment(), "100.00", TWO_HOURS);
    stripe.list.add(
        stripe.payment(order.payment(), order.order().toString(), "USD", "100", TWO_HOURS));
    assertThat(scenario.reconcile())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.kind()).isEqualTo("CURRENCY_DIFFERS");
              assertThat(found.expected()).isEqualTo("100.00 USD");
              assertThat(found.actual()).isEqualTo("100.00 THB");
            });
  }

  @Test
  void findsACreditThatIsBookedTwice() {
    Paid order = scenario.paid(payment(), "100.00", TWO_HOURS);
    scenario.credit(order, "100.00", HOUR);
    stripe.settled(order, "100.00", TWO_HOURS);
    assertThat(scenario.reconcile())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.kind()).isEqualTo("CREDITED_TWICE");
              assertThat(found.actual()).isEqualTo("200.00");
            });
  }

  @Test
  void isContentOnceTheSecondCreditIsReversed() {
    Paid order = scenario.paid(payment(), "100.00", TWO_HOURS);
    UUID second = scenario.credit(order, "100.00", HOUR);
    scenario.books.ledger.reverse(second, "undo:" + second, "twice", "test").orRefuse();
    stripe.settled(order, "100.00", TWO_HOURS);
    assertThat(scenario.reconcile()).isEmpty();
  }

  @Test
  void findsTwoOrdersThatOnePaymentCredited() {
    Paid order = scenario.paid(payment(), "100.00", TWO_HOURS);
    Paid other = scenario.paid(order.payment(), "100.00", HOUR);
    stripe.settled(order, "100.00", TWO_HOURS);
    assertThat(scenario.reconcile())
        .extracting(Discrepancy::kind)
        .contains("CREDITED_TWICE")
        .doesNotContain("MISSING_HERE");
    assertThat(other.payment()).isEqualTo(order.payment());
  }

  @Test
  void findsAnOrderThatSaysMoreThanTheBooks() {
    Paid order = scenario.order(payment(), "100.00", TWO_HOURS);
    scenario.complete(order, "100.00", TWO_HOURS);
    stripe.settled(order, "100.00", TWO_HOURS);
    assertThat(scenario.reconcile()).extracting(Discrepancy::kind).containsExactly("NOT_BOOKED");
  }

  @Test
  void findsThePaymentOfAnotherOrder() {
    Paid order = scenario.paid(payment(), "100.00", TWO_HOURS);
    stripe.list.add(
        stripe.payment(order.payment(), UUID.randomUUID().toString(), "THB", "100", TWO_HOURS));
    assertThat(scenario.reconcile()).extracting(Discrepancy::kind).containsExactly("ORDER_DIFFERS");
  }

  @Test
  void findsRefundsThatNeverCame() {
    Paid order = scenario.paid(payment(), "100.00", TWO_HOURS);
    stripe.settled(order, "100.00", TWO_HOURS);
    stripe.list.add(stripe.refund(order, "40.00", HOUR));
    scenario.refund(order, "30.00", HOUR);
    assertThat(scenario.reconcile())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.kind()).isEqualTo("REFUND_DIFFERS");
              assertThat(found.expected()).isEqualTo("40.00");
              assertThat(found.actual()).isEqualTo("30.00");
            });
  }

  @Test
  void findsRefundsThatNobodyMade() {
    Paid order = scenario.paid(payment(), "100.00", TWO_HOURS);
    stripe.settled(order, "100.00", TWO_HOURS);
    scenario.refund(order, "30.00", HOUR);
    assertThat(scenario.reconcile())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.kind()).isEqualTo("REFUND_DIFFERS");
              assertThat(found.expected()).isEqualTo("0");
              assertThat(found.actual()).isEqualTo("30.00");
            });
  }

  @Test
  void isContentWithRefundsThatAgreeAlsoWhileMoreAreUnderWay() {
    Paid order = scenario.paid(payment(), "100.00", TWO_HOURS);
    stripe.settled(order, "100.00", TWO_HOURS);
    stripe.list.add(stripe.refund(order, "30.00", HOUR));
    scenario.refund(order, "30.00", HOUR);
    // The webhook of a second one was faster than the provider's list.
    scenario.refund(order, "20.00", Duration.ofMinutes(1));
    assertThat(scenario.reconcile()).isEmpty();
    // And here the list was faster than the webhook.
    scenario.books.clock.advance(Duration.ofMinutes(1));
    stripe.list.add(stripe.refund(order, "60.00", Duration.ofMinutes(1)));
    assertThat(scenario.reconcile()).isEmpty();
  }

  @Test
  void findsRecordsThatCannotBeRead() {
    Paid order = scenario.paid(payment(), "100.00", TWO_HOURS);
    stripe.list.add(
        stripe
            .payment(order.payment(), order.order().toString(), "THB", "100", TWO_HOURS)
            .unreadable("Its status is not known: lost"));
    assertThat(scenario.reconcile())
        .extracting(Discrepancy::kind)
        .containsExactly("RECORD_UNREADABLE");
  }

  @Test
  void doesNotTellTheSameTwice() {
    Paid order = scenario.order(payment(), "100.00", TWO_HOURS);
    stripe.settled(order, "100.00", HOUR);
    assertThat(scenario.reconcile()).hasSize(1);
    assertThat(scenario.reconcile()).isEmpty();
    assertThat(scenario.mismatches.all()).hasSize(1);
  }

  @Test
  void isContentOnceTheWebhookCame() {
    Paid order = scenario.order(payment(), "100.00", TWO_HOURS);
    stripe.settled(order, "100.00", HOUR);
    assertThat(scenario.reconcile()).hasSize(1);
    scenario.complete(order, "100.00", HOUR);
    scenario.credit(order, "100.00", HOUR);
    assertThat(scenario.reconcile()).isEmpty();
  }

  @Test
  void asksAboutWhatWasOpenUntilItIsNot() {
    Paid order = scenario.order(payment(), "100.00", HOUR);
    stripe.list.add(
        new ProviderRecord(
            ProviderRecord.What.PAYMENT,
            order.payment(),
            order.order().toString(),
            ProviderRecord.State.OPEN,
            null,
            null,
            null,
            scenario.now().minus(HOUR)));
    assertThat(scenario.reconcile()).isEmpty();
    stripe.list.clear();
    scenario.books.clock.advance(Duration.ofDays(4));
    stripe.single.put(
        order.payment(),
        List.of(stripe.payment(order.payment(), order.order().toString(), "THB", "100", HOUR)));
    assertThat(scenario.reconcile()).extracting(Discrepancy::kind).containsExactly("MISSING_HERE");
  }

  @Test
  void goesOnWhereItWasWhenTheProviderIsBack() {
    for (int i = 0; i < 6; i++) {
      stripe.settled(scenario.paid(payment(), "100.00", TWO_HOURS), "100.00", TWO_HOURS);
    }
    UUID run = scenario.run();
    stripe.failAt(2);
    assertThatThrownBy(() -> scenario.reconcile(run))
        .isInstanceOf(ProviderFailure.Down.class)
        .hasMessage("Stripe: It did not answer in time");
    assertThat(scenario.column("select position from job_run_part where run_id = ?", run))
        .containsExactly("4 4");
    assertThat(scenario.found(run)).isEmpty();

    stripe.failAt(-1);
    scenario.reconcile(run);
    assertThat(stripe.questions).containsExactly("page null", "page 2", "page 4");
    assertThat(scenario.found(run)).isEmpty();
    assertThat(scenario.column("select rows_read from job_run where id = ?", run))
        .containsExactly(6L);
    assertThat(scenario.column("select done from job_run_part where run_id = ?", run))
        .containsExactly(true);
  }

  @Test
  void leavesBetweenTwoQuestionsWhenItIsToldTo() {
    for (int i = 0; i < 6; i++) {
      stripe.settled(scenario.paid(payment(), "100.00", TWO_HOURS), "100.00", TWO_HOURS);
    }
    UUID run = scenario.run();
    stripe.stopAt(1);
    scenario.reconcile(run);
    assertThat(stripe.questions).hasSize(1);
    assertThat(scenario.column("select done from job_run_part where run_id = ?", run))
        .containsExactly(false);
    stripe.stopAt(-1);
    scenario.reconcile(run);
    assertThat(scenario.column("select done from job_run_part where run_id = ?", run))
        .containsExactly(true);
  }

  @Test
  void refusesToTakeInMoreThanItIsMadeFor() {
    for (int i = 0; i <= 1_000; i++) {
      stripe.list.add(stripe.payment(payment(), null, "THB", "1", HOUR));
    }
    assertThatThrownBy(scenario::reconcile)
        .isInstanceOf(ProviderFailure.TooMuch.class)
        .hasMessageContaining("dompet.settlement.most-records");
  }

  private static String payment() {
    return "pi_" + UUID.randomUUID();
  }
}
