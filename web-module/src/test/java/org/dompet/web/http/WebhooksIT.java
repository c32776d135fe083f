package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@RunAsClient
@ExtendWith(ArquillianExtension.class)
class WebhooksIT {
  private static final int AT_ONCE = 50;

  @Test
  void becomeCredits() {
    Person person = Person.fromTelegram();
    String event = "evt_" + UUID.randomUUID();
    String body = Webhook.stripeEvent(event, "test.credit", account(person), "12.34");
    assertThat(Webhook.stripe(body).statusCode()).isEqualTo(202);
    assertThat(Webhook.stateOf(event, "PROCESSED")).isEqualTo("PROCESSED");
    assertThat(person.available()).isEqualTo("12.34");
    assertThat(Webhook.stripe("/api/stripe/webhook", body).statusCode()).isEqualTo(202);
    assertThat(person.available()).isEqualTo("12.34");
  }

  @Test
  void keepTelegramsUpdatesForTheBot() {
    long update = Person.unusedTelegramId();
    String body =
        "{\"update_id\":" + update + ",\"message\":{\"date\":1700000000,\"text\":\"/start\"}}";
    assertThat(Webhook.telegram(body).statusCode()).isEqualTo(200);
    assertThat(Webhook.telegram(body).statusCode()).isEqualTo(200);
    assertThat(Webhook.stateOf(String.valueOf(update), "IGNORED")).isEqualTo("IGNORED");
  }

  @Test
  void waitForTheirNextAttemptWhenTheyFail() {
    String event = "evt_" + UUID.randomUUID();
    String body = Webhook.stripeEvent(event, "test.poison", UUID.randomUUID(), "1.00");
    assertThat(Webhook.stripe(body).statusCode()).isEqualTo(202);
    assertThat(Webhook.stateOf(event, "RETRYING")).isEqualTo("RETRYING");
  }

  @Test
  void areDeadLettersAtOnceWhenTheyCannotHeal() {
    String event = "evt_" + UUID.randomUUID();
    String body = Webhook.stripeEvent(event, "test.refused", UUID.randomUUID(), "1.00");
    assertThat(Webhook.stripe(body).statusCode()).isEqualTo(202);
    assertThat(Webhook.stateOf(event, "DEAD")).isEqualTo("DEAD");
    assertThat(
            Rows.number(
                TestServer.running().database(),
                "select count(*) from dead_letter where external_id = ? and status = 'OPEN'",
                event))
        .isEqualTo(1);
  }

  @Test
  void areCreditedOnceWhenFiftyComeAtOnce() throws Exception {
    Person person = Person.fromTelegram();
    String event = "evt_" + UUID.randomUUID();
    String body = Webhook.stripeEvent(event, "test.credit", account(person), "1.00");
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    List<Future<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      answers.add(threads.submit(() -> Webhook.stripe(body).statusCode()));
    }
    for (Future<Integer> answer : answers) {
      assertThat(answer.get()).isEqualTo(202);
    }
    threads.shutdown();
    assertThat(Webhook.stateOf(event, "PROCESSED")).isEqualTo("PROCESSED");
    assertThat(person.available()).isEqualTo("1.00");
  }

  @Test
  void areRefusedWithoutAGoodSignatureAndLeaveNothing() {
    String event = "evt_" + UUID.randomUUID();
    String body = Webhook.stripeEvent(event, "test.credit", UUID.randomUUID(), "1.00");
    String good = Webhook.signature("v1", body);
    for (String bad : List.of("", good.replace("v1=", "v1=0"), good.replace("v1", "v0"), "x")) {
      Api.refused(
          Webhook.wrongCall(body).header("Stripe-Signature", bad).post("/webhooks/stripe"),
          401,
          "invalid-signature");
    }
    Api.refused(Webhook.wrongCall(body).post("/webhooks/stripe"), 401, "invalid-signature");
    Api.refused(
        Webhook.wrongCall(body + " ").header("Stripe-Signature", good).post("/webhooks/stripe"),
        401,
        "invalid-signature");
    Api.refused(
        Webhook.wrongCall(body)
            .header("X-Telegram-Bot-Api-Secret-Token", "guessed")
            .post("/webhooks/telegram"),
        401,
        "invalid-signature");
    assertThat(rows("select count(*) from webhook_event where event_id = ?", event)).isZero();
  }

  @Test
  void areRefusedWhenTheySayNothing() {
    for (String body : List.of("", "{}", "[]", "{\"id\":1}", "[".repeat(5_000))) {
      Api.refused(
          Webhook.wrongCall(body)
              .header("Stripe-Signature", Webhook.signature("v1", body))
              .post("/webhooks/stripe"),
          400,
          "invalid-request");
    }
  }

  @Test
  void areTakenFromTheProvidersAddressesAlone() {
    Map<String, Integer> answers =
        Map.of(
            "203.0.113.77", 401,
            "2001:db8:1:2::3", 401,
            "198.51.100.1", 403,
            "2001:db8:2::1", 403,
            "203.0.113.77, 198.51.100.1", 403,
            "198.51.100.1, 203.0.113.77, 10.1.2.3", 401);
    answers.forEach(
        (forwarded, status) ->
            Api.refused(
                Webhook.wrongCall("{}")
                    .header("X-Forwarded-For", forwarded)
                    .post("/webhooks/moonpay"),
                status,
                status == 403 ? "address-not-allowed" : "invalid-signature"));
    Api.refused(
        Webhook.wrongCall("{}").header("X-Real-IP", "198.51.100.1").post("/webhooks/moonpay"),
        403,
        "address-not-allowed");
  }

  @Test
  void havePartsOfMethodsAndSizesOfTheirOwn() {
    Response get = Api.plain().get("/webhooks/stripe");
    Api.refused(get, 405, "method-not-allowed");
    assertThat(get.header("Allow")).isEqualTo("POST");
    Api.refused(
        Webhook.wrongCall("x".repeat(65_537)).post("/webhooks/stripe"), 413, "payload-too-large");
    Api.refused(Api.plain().post("/webhooks/paypal"), 404, "not-found");
  }

  @Test
  void areCounted() {
    Person person = Person.fromTelegram();
    String event = "evt_" + UUID.randomUUID();
    Webhook.stripe(Webhook.stripeEvent(event, "test.credit", account(person), "1.00"));
    Webhook.wrongCall("{}").post("/webhooks/stripe");
    assertThat(Webhook.stateOf(event, "PROCESSED")).isEqualTo("PROCESSED");
    assertThat(Api.plain().get("/metrics").asString())
        .containsPattern(
            "(?m)^dompet_webhook_events_total\\{[^}]*provider=\"stripe\"[^}]*step=\"processed\"[^}]*} [1-9]")
        .containsPattern(
            "(?m)^dompet_webhook_events_total\\{[^}]*provider=\"stripe\"[^}]*step=\"received\"[^}]*} [1-9]")
        .containsPattern(
            "(?m)^dompet_webhook_refused_total\\{[^}]*reason=\"invalid-signature\"[^}]*} [1-9]")
        .containsPattern("(?m)^dompet_webhook_lag_[a-z]+_count\\{[^}]*} [1-9]")
        .containsPattern("(?m)^dompet_webhook_inbox\\{[^}]*state=\"received\"[^}]*} [0-9]");
  }

  private static long rows(String sql, Object parameter) {
    return Rows.number(TestServer.running().database(), sql, parameter);
  }

  private static UUID account(Person person) {
    return Rows.id(
        TestServer.running().database(),
        "select available_account from wallet where id = ?",
        person.walletId());
  }
}
