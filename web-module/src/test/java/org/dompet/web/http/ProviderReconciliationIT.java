package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.dompet.web.server.MoonPayStandIn;
import org.dompet.web.server.StripeStandIn;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@RunAsClient
@ExtendWith(ArquillianExtension.class)
class ProviderReconciliationIT {
  private static final String RUNS = "/api/v1/admin/reconciliation/runs";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private Person admin;

  @BeforeEach
  void nothingHappened() {
    admin = Person.staff("ADMIN");
    StripeStandIn.works();
    MoonPayStandIn.has(List.of());
  }

  @AfterEach
  void nothingHappensAfterwards() {
    nothingHappened();
  }

  @Test
  void findsThePaymentWhoseWebhookNeverCame() {
    Person buyer = Person.fromTelegram();
    String order = order(buyer, "150.00");
    String payment = "pi_" + UUID.randomUUID();
    List<String> events = new ArrayList<>();
    events.add(event("subscription", "sub_1", "o", 1, Instant.now().minusSeconds(3_600)));
    events.add(event("payment", payment, order, 15_000, Instant.now().minusSeconds(3_700)));
    events.add(
        event(
            "payment",
            "pi_" + UUID.randomUUID(),
            "shop-17",
            9_900,
            Instant.now().minusSeconds(60)));
    StripeStandIn.tells(events);

    String run = run();
    admin
        .call()
        .get(RUNS + "/" + run)
        .then()
        .body("state", equalTo("COMPLETED"))
        .body("findings", equalTo(1));
    admin
        .call()
        .get(RUNS + "/" + run + "/findings")
        .then()
        .statusCode(200)
        .body("items.size()", equalTo(1))
        .body("items[0].kind", equalTo("MISSING_HERE"))
        .body("items[0].subject", equalTo("stripe:" + payment))
        .body("items[0].walletId", equalTo(buyer.walletId().toString()))
        .body("items[0].expected", equalTo("150.00"))
        .body("items[0].currency", equalTo("THB"));
    admin
        .call()
        .queryParam("alertType", "provider_mismatch")
        .get("/api/v1/admin/alerts/unresolved")
        .then()
        .statusCode(200)
        .body("items.metadata.provider", hasItem("stripe"))
        .body("items.metadata.runId", hasItem(run));
    assertThat(StripeStandIn.askedForEvents()).hasSize(2);
    assertThat(StripeStandIn.askedForEvents())
        .allSatisfy(
            asked -> {
              assertThat(asked.getHeader("Authorization"))
                  .isEqualTo("Bearer " + StripeStandIn.SECRET_KEY);
              assertThat(asked.getHeader("Stripe-Version")).isEqualTo("2024-06-20");
              assertThat(asked.queryParameter("types[]").values()).hasSize(4);
              assertThat(asked.queryParameter("limit").firstValue()).isEqualTo("100");
            });
    // Nothing was changed but the mark.
    assertThat(buyer.available()).isEqualTo("0.00");
  }

  @Test
  void readsMoonPayPageByPage() {
    List<String> transactions = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      transactions.add(
          """
          {"id": "%s", "status": "%s", "createdAt": "%s", "updatedAt": "%s", "quoteCurrencyAmount": 25.5,
           "currency": {"code": "usdt_trx"}}"""
              .formatted(
                  "t-" + UUID.randomUUID(),
                  i < 57 ? "failed" : "completed",
                  Instant.now().minusSeconds(7_200),
                  Instant.now().minusSeconds(3_600)));
    }
    MoonPayStandIn.has(transactions);
    String run = run();
    admin
        .call()
        .get(RUNS + "/" + run)
        .then()
        .body("state", equalTo("COMPLETED"))
        .body("findings", equalTo(3));
    assertThat(MoonPayStandIn.asked())
        .hasSize(2)
        .allSatisfy(
            asked ->
                assertThat(asked.getHeader("Authorization"))
                    .isEqualTo("Api-Key " + TestServer.MOONPAY_KEY));
  }

  @Test
  void failsCleanlyWhileAProviderIsDownAndRecovers() {
    Person buyer = Person.fromTelegram();
    String payment = "pi_" + UUID.randomUUID();
    StripeStandIn.tells(
        List.of(
            event(
                "payment",
                payment,
                order(buyer, "10.00"),
                1_000,
                Instant.now().minusSeconds(3_600))));
    MoonPayStandIn.isDown();
    String run = run();
    Response failed = admin.call().get(RUNS + "/" + run);
    failed.then().body("state", equalTo("FAILED"));
    assertThat(failed.<String>path("error")).contains("MoonPay: It was not reached");
    // The other provider was asked all the same.
    assertThat(failed.<Integer>path("findings")).isEqualTo(1);
    admin
        .call()
        .queryParam("alertType", "job_crash")
        .get("/api/v1/admin/alerts/unresolved")
        .then()
        .body("items.metadata.jobName", hasItem("provider-reconciliation"));

    MoonPayStandIn.has(List.of());
    String next = run();
    admin
        .call()
        .get(RUNS + "/" + next)
        .then()
        .body("state", equalTo("COMPLETED"))
        .body("findings", equalTo(0));
  }

  @Test
  void saysThatAKeyIsWrongWithoutSayingTheKey() {
    StripeStandIn.tellsNothing(401);
    Response failed = admin.call().get(RUNS + "/" + run());
    assertThat(failed.<String>path("error"))
        .contains("Stripe: The provider refused, with status 401");
    assertThat(failed.asString()).doesNotContain(StripeStandIn.SECRET_KEY);
  }

  @Test
  void matchesStatementsThatWereUploaded() {
    String reference = "pi_" + UUID.randomUUID();
    String id =
        StatementsIT.upload(
                admin,
                "stripe",
                "date,reference,amount,currency\n2029-05-10," + reference + ",100.00,THB\n")
            .path("id");
    String path = "/api/v1/admin/reconciliation/statements/" + id;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (admin.call().get(path).<String>path("state").equals("RECEIVED")
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
    Response matched = admin.call().get(path);
    matched
        .then()
        .body("state", equalTo("MATCHED"))
        .body("unmatched", equalTo(1))
        .body("matched", equalTo(0));
    admin
        .call()
        .get(RUNS + "/" + matched.<String>path("runId") + "/findings")
        .then()
        .body("items.subject", hasItem("statement:" + id + ":2"));
  }

  /** Asks for a run, when none is open, and waits for its end. */
  private String run() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String location = null;
    while (location == null && System.nanoTime() < deadline) {
      Response asked = admin.wrongCall().body(Map.of("job", "provider-reconciliation")).post(RUNS);
      location = asked.statusCode() == 202 ? asked.header("Location") : null;
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    String id = Objects.requireNonNull(location).substring(location.lastIndexOf('/') + 1);
    while (List.of("REQUESTED", "RUNNING")
            .contains(admin.call().get(RUNS + "/" + id).<String>path("state"))
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
    return id;
  }

  private static String order(Person buyer, String thb) {
    return buyer
        .call()
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(
            Map.of(
                "walletId",
                buyer.walletId().toString(),
                "provider",
                "stripe",
                "amount",
                thb,
                "currency",
                "THB"))
        .post("/api/v1/onramp/orders")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static String event(String mode, String payment, String order, long units, Instant at) {
    return """
        {"id": "evt_%s", "type": "checkout.session.completed", "created": %d, "data": {"object":
          {"id": "cs_1", "mode": "%s", "payment_intent": "%s", "payment_status": "paid",
           "amount_total": %d, "currency": "thb", "metadata": {"order_id": "%s"}}}}"""
        .formatted(UUID.randomUUID(), at.getEpochSecond(), mode, payment, units, order);
  }
}
