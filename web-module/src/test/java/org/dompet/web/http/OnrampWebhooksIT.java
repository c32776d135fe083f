package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.dompet.testing.Books;
import org.dompet.testing.TestDatabase;
import org.dompet.web.server.StripeStandIn;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From a provider's signed word to the money in the wallet, and back. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
class OnrampWebhooksIT {
  private static final String ORDERS = "/api/v1/onramp/orders";
  private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

  private static final Map<String, Person> OWNERS = new ConcurrentHashMap<>();

  private final Person person = Person.fromTelegram();

  @BeforeEach
  void stripeWorks() {
    StripeStandIn.works();
  }

  @AfterEach
  void theBooksBalance() {
    Books.prove(TestServer.running().database().owner());
  }

  @Test
  void creditWhatMoonPaySold() {
    Order order = moonPay("25.5");
    order.tellMoonPay("transaction_created", "waitingPayment", 1, "25.5", "usdt_trx");
    assertThat(order.status()).isEqualTo("PROCESSING");
    assertThat(order.available()).isEqualTo("0.000000");

    order.tellMoonPay("transaction_updated", "completed", 2, "25.4", "usdt_trx");

    assertThat(order.read().<String>path("status")).isEqualTo("COMPLETED");
    assertThat(order.read().<String>path("credited")).isEqualTo("25.400000");
    assertThat(order.read().<Object>path("checkoutUrl")).isNull();
    assertThat(order.available()).isEqualTo("25.400000");
    assertThat(order.credits()).isEqualTo(1);
  }

  @Test
  void creditOnceWhateverTheOrderInWhichTheyCome() {
    Order order = moonPay("10");
    order.tellMoonPay("transaction_updated", "completed", 5, "10", "usdt_ton");
    order.tellMoonPay("transaction_created", "waitingPayment", 1, "10", "usdt_ton");
    order.tellMoonPay("transaction_updated", "pending", 2, "10", "usdt_ton");
    order.tellMoonPay("transaction_updated", "completed", 6, "10", "usdt_ton");
    order.tellMoonPay("transaction_failed", "failed", 7, "10", "usdt_ton");
    assertThat(order.status()).isEqualTo("COMPLETED");
    assertThat(order.available()).isEqualTo("10.000000");
    assertThat(order.credits()).isEqualTo(1);
  }

  @Test
  void sayWhyAPaymentFailedAndCreditTheNextOne() {
    Order order = moonPay("10");
    order.tellMoonPay("transaction_failed", "failed", 1, "10", "usdt_trx");
    assertThat(order.read().<String>path("status")).isEqualTo("FAILED");
    assertThat(order.read().<String>path("failureReason")).isEqualTo("card_not_supported");

    Order again = order.withPayment("tx_" + UUID.randomUUID());
    again.tellMoonPay("transaction_updated", "completed", 2, "10", "usdt_trx");
    assertThat(order.read().<String>path("status")).isEqualTo("COMPLETED");
    assertThat(order.read().<Object>path("failureReason")).isNull();
    assertThat(order.available()).isEqualTo("10.000000");
  }

  @Test
  void areDeadLettersWhereTheyDoNotFitTheOrder() {
    Order order = moonPay("10");
    assertThat(order.moonPayEvent("transaction_updated", "completed", 1, "10", "btc"))
        .isEqualTo("DEAD");
    assertThat(order.moonPayEvent("transaction_updated", "completed", 2, "10", "doge"))
        .isEqualTo("DEAD");
    assertThat(order.moonPayEvent("transaction_updated", "completed", 3, "11.01", "usdt_trx"))
        .isEqualTo("DEAD");
    assertThat(order.moonPayEvent("transaction_updated", "completed", 4, "8.99", "usdt_trx"))
        .isEqualTo("DEAD");
    assertThat(order.moonPayEvent("transaction_updated", "completed", 5, "10.0000001", "usdt_trx"))
        .isEqualTo("DEAD");
    assertThat(order.moonPayEvent("transaction_updated", "completed", 6, "\"ten\"", "usdt_trx"))
        .isEqualTo("DEAD");
    assertThat(order.moonPayEvent("transaction_updated", "teleported", 7, "10", "usdt_trx"))
        .isEqualTo("DEAD");
    Order nobodys = new Order(UUID.randomUUID().toString(), order.wallet(), "tx_1");
    assertThat(nobodys.moonPayEvent("transaction_updated", "completed", 8, "10", "usdt_trx"))
        .isEqualTo("DEAD");
    Order stripes = stripe("10.00");
    assertThat(stripes.moonPayEvent("transaction_updated", "completed", 9, "10", "usdt_trx"))
        .isEqualTo("DEAD");

    assertThat(order.status()).isEqualTo("PENDING");
    assertThat(order.available()).isEqualTo("0.000000");
    order.tellMoonPay("transaction_updated", "completed", 10, "11", "usdt_trx");
    assertThat(order.available()).isEqualTo("11.000000");
    Order twice = order.withPayment("tx_" + UUID.randomUUID());
    assertThat(twice.moonPayEvent("transaction_updated", "completed", 11, "11", "usdt_trx"))
        .isEqualTo("DEAD");
    assertThat(order.available()).isEqualTo("11.000000");
  }

  @Test
  void creditWhatStripeTook() {
    Order order = stripe("500.25");
    order.tellStripe("checkout.session.completed", session("paid", 50025, "thb"));
    assertThat(order.status()).isEqualTo("COMPLETED");
    assertThat(order.available()).isEqualTo("500.25");
    order.tellStripe("checkout.session.completed", session("paid", 50025, "thb"));
    order.tellStripe("checkout.session.expired", session("unpaid", 50025, "thb"));
    assertThat(order.status()).isEqualTo("COMPLETED");
    assertThat(order.credits()).isEqualTo(1);
    Response entry = person.call().get("/api/v1/wallets/" + order.wallet() + "/entries");
    assertThat(entry.<String>path("items[0].kind")).isEqualTo("ONRAMP_CREDIT");
    assertThat(entry.<String>path("items[0].description")).isEqualTo("Top-up by Stripe");
    assertThat(
            Rows.number(
                TestServer.running().database(),
                "select count(*) from journal_entry where idempotency_key = ?",
                "webhook:" + order.id() + ":" + order.wallet() + ":credit"))
        .isEqualTo(1);
  }

  /** PostgreSQL's {@code xmin} names the transaction that wrote a row. */
  @Test
  void changeTheOrderTheMoneyAndTheEventInOneTransaction() {
    Order order = stripe("7.00");
    order.tellStripe("checkout.session.completed", session("paid", 700, "thb"));
    assertThat(
            Rows.column(
                TestServer.running().database(),
                """
                select o.xmin = e.xmin and o.xmin = j.xmin
                  from onramp_order o
                  join webhook_event e on e.reference = o.id::text
                  join journal_entry j on j.reference = o.id::text
                 where o.id = ?::uuid""",
                order.id()))
        .containsExactly(true);
  }

  @Test
  void creditStripesSlowPaymentsWhenTheyArriveAlsoAfterTheOrderExpired() {
    Order order = stripe("30.00");
    order.tellStripe("checkout.session.completed", session("unpaid", 3000, "thb"));
    assertThat(order.status()).isEqualTo("PROCESSING");
    assertThat(order.available()).isEqualTo("0.00");
    order.tellStripe("checkout.session.expired", session("unpaid", 3000, "thb"));
    assertThat(order.status()).isEqualTo("EXPIRED");
    order.tellStripe("checkout.session.async_payment_failed", session("unpaid", 3000, "thb"));
    assertThat(order.status()).isEqualTo("FAILED");
    order.tellStripe("checkout.session.async_payment_succeeded", session("paid", 3000, "thb"));
    assertThat(order.status()).isEqualTo("COMPLETED");
    assertThat(order.available()).isEqualTo("30.00");
  }

  @Test
  void refuseWhatStripeWasNotAskedToTake() {
    Order order = stripe("30.00");
    String type = "checkout.session.completed";
    assertThat(order.stripeEvent(type, session("paid", 2999, "thb"))).isEqualTo("DEAD");
    assertThat(order.stripeEvent(type, session("paid", 3000, "usd"))).isEqualTo("DEAD");
    assertThat(order.stripeEvent(type, session("paid", 3000, "jpy"))).isEqualTo("DEAD");
    assertThat(order.stripeEvent(type, "\"amount_total\":3000,\"currency\":\"thb\""))
        .isEqualTo("DEAD");
    assertThat(order.stripeEvent(type, "\"mode\":\"subscription\"")).isEqualTo("PROCESSED");
    assertThat(order.status()).isEqualTo("PENDING");
    assertThat(order.available()).isEqualTo("0.00");
  }

  @Test
  void takeRefundsBackInPartsAndAsAWhole() {
    Order order = stripe("100.00");
    order.tellStripe("checkout.session.completed", session("paid", 10000, "thb"));
    order.tellStripe("charge.refunded", charge(2550, "pi_1"));
    assertThat(order.read().<String>path("refunded")).isEqualTo("25.50");
    assertThat(order.status()).isEqualTo("COMPLETED");
    assertThat(order.available()).isEqualTo("74.50");
    order.tellStripe("charge.refunded", charge(1000, "pi_1"));
    assertThat(order.available()).isEqualTo("74.50");
    order.tellStripe("charge.refunded", charge(10000, "pi_1"));
    order.tellStripe("charge.refunded", charge(10000, "pi_1"));
    assertThat(order.status()).isEqualTo("REFUNDED");
    assertThat(order.available()).isEqualTo("0.00");
    assertThat(order.stripeEvent("charge.refunded", charge(10001, "pi_1"))).isEqualTo("DEAD");
    assertThat(order.stripeEvent("charge.refunded", charge(10000, "pi_2"))).isEqualTo("DEAD");
  }

  @Test
  void takeOutOfSuspenseWhatTheWalletNoLongerHas() {
    Order order = stripe("100.00");
    order.tellStripe("checkout.session.completed", session("paid", 10000, "thb"));
    Person friend = Person.fromTelegram();
    person
        .call()
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(
            Map.of(
                "fromWalletId",
                order.wallet(),
                "to",
                Map.of("walletId", friend.walletId()),
                "amount",
                "70.00",
                "currency",
                "THB"))
        .post("/api/v1/transfers")
        .then()
        .statusCode(201);
    String suspense = suspense();

    order.tellStripe("charge.refunded", charge(5000, "pi_1"));
    assertThat(order.available()).isEqualTo("0.00");
    assertThat(shortfall(order)).isEqualTo("20.00");
    order.tellStripe("charge.refunded", charge(10000, "pi_1"));
    assertThat(shortfall(order)).isEqualTo("70.00");
    assertThat(order.status()).isEqualTo("REFUNDED");
    assertThat(order.available()).isEqualTo("0.00");
    assertThat(new BigDecimal(suspense).subtract(new BigDecimal(suspense())))
        .isEqualByComparingTo("70");
    assertThat(friend.available()).isEqualTo("70.00");
  }

  @Test
  void letARefundWaitForItsCredit() {
    Order order = stripe("100.00");
    String early = "evt_" + UUID.randomUUID();
    assertThat(
            Webhook.stripe(order.body(early, "charge.refunded", charge(10000, "pi_1")))
                .statusCode())
        .isEqualTo(202);
    assertThat(Webhook.stateOf(early, "RETRYING")).isEqualTo("RETRYING");
    order.tellStripe("checkout.session.completed", session("paid", 10000, "thb"));
    TestDatabase.execute(
        TestServer.running().database().owner(),
        "update webhook_event set next_attempt_at = now() - interval '1 second' where event_id = '"
            + early
            + "'");
    // Any nudge takes along what is due.
    stripe("1.00").tellStripe("checkout.session.expired", session("unpaid", 100, "thb"));
    assertThat(Webhook.stateOf(early, "PROCESSED")).isEqualTo("PROCESSED");
    assertThat(order.status()).isEqualTo("REFUNDED");
    assertThat(order.available()).isEqualTo("0.00");
  }

  @Test
  void areCountedByWhatTheyDid() {
    Order order = stripe("5.00");
    order.tellStripe("checkout.session.completed", session("paid", 500, "thb"));
    order.tellStripe("charge.refunded", charge(500, "pi_1"));
    assertThat(Api.plain().get("/metrics").asString())
        .contains("dompet_onramp_orders_total{")
        .contains("dompet_onramp_credits_total{")
        .contains("dompet_onramp_refunds_total{")
        .contains("StripeCheckout.open");
  }

  /**
   * An order of the person's, as a provider knows it.
   *
   * @param payment MoonPay's transaction
   */
  private record Order(String id, String wallet, String payment) {
    Order withPayment(String other) {
      return new Order(id, wallet, other);
    }

    void tellMoonPay(String type, String status, int minute, String amount, String code) {
      assertThat(moonPayEvent(type, status, minute, amount, code)).isEqualTo("PROCESSED");
    }

    /** Tells it, and waits for what becomes of it. */
    String moonPayEvent(String type, String status, int minute, String amount, String code) {
      Instant at = START.plus(Duration.ofMinutes(minute));
      String body =
          """
          {"type":"%s","data":{"id":"%s","status":"%s","updatedAt":"%s","baseCurrencyAmount":30,
           "quoteCurrencyAmount":%s,"currency":{"code":"%s"},"externalTransactionId":"%s",
           "failureReason":%s}}"""
              .formatted(
                  type,
                  payment,
                  status,
                  at,
                  amount,
                  code,
                  id,
                  status.equals("failed") ? "\"card_not_supported\"" : "null");
      assertThat(Webhook.moonpay(body).statusCode()).isEqualTo(202);
      return settled(payment + ":" + type + ":" + status + ":" + at);
    }

    void tellStripe(String type, String fields) {
      assertThat(stripeEvent(type, fields)).isEqualTo("PROCESSED");
    }

    /** Tells it, and waits for what becomes of it. */
    String stripeEvent(String type, String fields) {
      String event = "evt_" + UUID.randomUUID();
      assertThat(Webhook.stripe(body(event, type, fields)).statusCode()).isEqualTo(202);
      return settled(event);
    }

    String body(String event, String type, String fields) {
      // A refund is later than what it pays back, whichever is told first.
      Instant created = type.equals("charge.refunded") ? START.plusSeconds(300) : START;
      return """
          {"id":"%s","object":"event","type":"%s","created":%d,"data":{"object":{"id":"cs_test_1",
           "metadata":{"order_id":"%s"},%s}}}"""
          .formatted(event, type, created.getEpochSecond(), id, fields);
    }

    String status() {
      return read().path("status");
    }

    String available() {
      return owner().call().get("/api/v1/wallets/" + wallet).path("available");
    }

    Response read() {
      return owner().call().get(ORDERS + "/" + id);
    }

    long credits() {
      return Rows.number(
          TestServer.running().database(),
          "select count(*) from journal_entry where reference = ? and kind = 'ONRAMP_CREDIT'",
          id);
    }

    private Person owner() {
      return OWNERS.get(id);
    }
  }

  private Order moonPay(String usdt) {
    Response wallets =
        person.call().body(Map.of("currency", "USDT")).post("/api/v1/wallets").andReturn();
    return place("moonpay", wallets.path("id"), usdt, "USDT");
  }

  private Order stripe(String thb) {
    return place("stripe", person.walletId().toString(), thb, "THB");
  }

  private Order place(String provider, String wallet, String amount, String currency) {
    Response placed =
        person
            .call()
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .body(
                Map.of(
                    "walletId",
                    wallet,
                    "provider",
                    provider,
                    "amount",
                    amount,
                    "currency",
                    currency))
            .post(ORDERS);
    placed.then().statusCode(201);
    OWNERS.put(placed.path("id"), person);
    return new Order(placed.path("id"), wallet, "tx_" + UUID.randomUUID());
  }

  private static String session(String status, long units, String currency) {
    return "\"mode\":\"payment\",\"payment_intent\":\"pi_1\",\"payment_status\":\"%s\",\"amount_total\":%d,\"currency\":\"%s\""
        .formatted(status, units, currency);
  }

  private static String charge(long refunded, String payment) {
    return "\"payment_intent\":\"%s\",\"amount\":10000,\"amount_refunded\":%d,\"currency\":\"thb\",\"invoice\":null"
        .formatted(payment, refunded);
  }

  /** What became of an event in the end. */
  private static String settled(String event) {
    String state = "";
    for (int i = 0; i < 3_000 && !state.equals("PROCESSED") && !state.equals("DEAD"); i++) {
      state =
          (String)
              Rows.column(
                      TestServer.running().database(),
                      "select state from webhook_event where event_id = ?",
                      event)
                  .get(0);
      LockSupport.parkNanos(10_000_000L);
    }
    return state;
  }

  private static String shortfall(Order order) {
    return Rows.column(
            TestServer.running().database(),
            "select round(shortfall, 2)::text from onramp_order where id = ?::uuid",
            order.id())
        .get(0)
        .toString();
  }

  private static String suspense() {
    return Rows.column(
            TestServer.running().database(),
            "select balance::text from account where kind = 'suspense' and currency = ?",
            "THB")
        .get(0)
        .toString();
  }
}
