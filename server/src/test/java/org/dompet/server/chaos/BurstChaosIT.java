package org.dompet.server.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Hundreds of events: in no order, several times, some at once, some that can't be true; and the
 * server is killed amid them.
 */
@ExtendWith(ChaosExtension.class)
class BurstChaosIT {
  private static final int ORDERS = 50;
  private static final int COPIES_AT_ONCE = 50;
  private static final long SEED = 42;

  private final Installation installation;
  private final Database database;
  private final MoonPay moonPay;
  private final List<Customer.Order> orders = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final String poison = "poison-" + UUID.randomUUID() + "-";
  private int poisonous;

  BurstChaosIT(Installation installation) {
    this.installation = installation;
    this.database = installation.database();
    this.moonPay = new MoonPay(installation.port());
  }

  @Test
  void creditsEveryPaymentOnceAndBuriesWhatCannotBeTrue() throws Exception {
    Customer customer = new Customer(installation);
    for (int i = 0; i < ORDERS; i++) {
      Customer.Order order = customer.order("1.25");
      orders.add(order);
      addHistory(order);
      if (i % 2 == 0) {
        addPoison(order);
      }
    }
    Collections.shuffle(events, new Random(SEED));

    try (Burst burst = new Burst(moonPay, events)) {
      burst.awaitAccepted(20);
      sendCopiesAtOnce(MoonPay.completed(orders.get(0)));
      burst.awaitAccepted(50);
      installation.kill();
      installation.start();
      burst.awaitAccepted(100);
      assertThat(burst.repeated()).isPositive();
    }
    database.letTimePass();
    customer.proveCreditedOnce(orders);
    proveBuried();
  }

  /** What MoonPay says about a payment that works, part of it twice. */
  private void addHistory(Customer.Order order) {
    for (int minute = 1; minute <= 2; minute++) {
      events.add(about(order, minute == 1 ? "waitingPayment" : "pending", minute));
    }
    for (int copy = 0; copy < 3; copy++) {
      events.add(MoonPay.completed(order));
    }
    events.add(about(order, "completed", 4));
    events.add(about(order, "completed", 4));
  }

  private void addPoison(Customer.Order order) {
    addPoison(UUID.randomUUID().toString(), "completed", order.amount(), "usdt_trx");
    addPoison("nobody", "completed", order.amount(), "usdt_trx");
    addPoison(order.id(), "teleported", order.amount(), "usdt_trx");
    addPoison(order.id(), "completed", "1000", "usdt_trx");
    addPoison(order.id(), "completed", order.amount(), "btc");
  }

  private void addPoison(String order, String status, String amount, String currency) {
    poisonous++;
    events.add(MoonPay.event(order, poison + poisonous, status, 3, amount, currency));
  }

  private void sendCopiesAtOnce(String event) {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int copy = 0; copy < COPIES_AT_ONCE; copy++) {
      answers.add(moonPay.send(event));
    }
    answers.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(202));
  }

  /** Each is one dead letter, and the broker has none. */
  private void proveBuried() {
    assertThat(
            database.number(
                """
                select count(*) from webhook_event e join dead_letter d on d.event = e.id
                 where e.state = 'DEAD' and d.status = 'OPEN' and starts_with(e.event_id, ?)""",
                poison))
        .isEqualTo(poisonous);
    assertThat(installation.broker().count("dompet.DLQ")).isZero();
  }

  private static String about(Customer.Order order, String status, int minute) {
    return MoonPay.event(order.id(), order.payment(), status, minute, order.amount(), "usdt_trx");
  }
}
