package org.dompet.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class ReceiveWebhookTest {
  private static final int AT_ONCE = 50;

  @Test
  void recordsAnEventWithoutItsSecretsAndNudges() {
    try (WebhookScenario webhooks = new WebhookScenario()) {
      String event = "evt_" + UUID.randomUUID();
      UUID id = webhooks.send("invoice.paid", event, "obj_1", 0);
      assertThat(webhooks.state(id)).isEqualTo("RECEIVED");
      assertThat(webhooks.text("select payload::text from webhook_event where id = ?", id))
          .contains(event)
          .doesNotContain("client_secret");
      assertThat(webhooks.nudges)
          .containsExactly(new WebhookScenario.Nudge(id, ReceiveWebhook.DELAY));
      assertThat(webhooks.steps)
          .extracting(WebhookStep::kind)
          .containsExactly(WebhookStep.Kind.RECEIVED);
    }
  }

  @Test
  void takesADuplicateForWhatItIs() {
    try (WebhookScenario webhooks = new WebhookScenario()) {
      String body = webhooks.body("invoice.paid", "evt_" + UUID.randomUUID(), "obj_1", 0);
      assertThat(webhooks.deliver(body).duplicate()).isFalse();
      webhooks.clock.advance(Duration.ofSeconds(3));
      assertThat(webhooks.deliver(body).duplicate()).isTrue();
      assertThat(webhooks.nudges).hasSize(1);
    }
  }

  @Test
  void recordsOneOfFiftyThatComeAtOnce() throws Exception {
    try (WebhookScenario webhooks = new WebhookScenario()) {
      String event = "evt_" + UUID.randomUUID();
      String body = webhooks.body("test.credit", event, "obj_" + event, 0);
      UUID account = webhooks.books.open();
      webhooks.on("test.credit", webhooks.credit(account, "5.00"));
      CountDownLatch start = new CountDownLatch(1);
      ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
      List<Future<ReceiveWebhook.Received>> answers = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        answers.add(
            threads.submit(
                () -> {
                  start.await();
                  return webhooks.deliver(body);
                }));
      }
      start.countDown();
      int first = 0;
      for (Future<ReceiveWebhook.Received> answer : answers) {
        first += answer.get().duplicate() ? 0 : 1;
      }
      threads.shutdown();
      assertThat(first).isEqualTo(1);
      webhooks.deliverNudges();
      assertThat(webhooks.books.balance(account)).isEqualTo("5.00");
      assertThat(webhooks.text("select count(*) from webhook_event where event_id = ?", event))
          .isEqualTo("1");
    }
  }

  @Test
  void looksAtTheAddressBeforeAnythingElse() {
    try (WebhookScenario webhooks = new WebhookScenario(List.of("203.0.113.0/24"))) {
      refuses(
          () -> webhooks.deliver(webhooks.body("invoice.paid", "evt_1", "obj_1", 0)),
          Kind.ADDRESS_NOT_ALLOWED);
      refuses(() -> receive(webhooks, "stripe", "192.0.2.1", "no JSON"), Kind.ADDRESS_NOT_ALLOWED);
      refuses(() -> receive(webhooks, "stripe", "203.0.113.9", "no JSON"), Kind.INVALID_SIGNATURE);
    }
  }

  @Test
  void looksAtTheSignatureBeforeTheBody() {
    try (WebhookScenario webhooks = new WebhookScenario()) {
      for (String body : List.of("", "{", "[]", "{\"id\":\"evt_1\"}")) {
        refuses(() -> receive(webhooks, "stripe", "192.0.2.1", body), Kind.INVALID_SIGNATURE);
      }
      refuses(() -> receive(webhooks, "paypal", "192.0.2.1", "{}"), Kind.NOT_FOUND);
      assertThat(webhooks.nudges).isEmpty();
      assertThat(webhooks.steps).allMatch(step -> step.kind() == WebhookStep.Kind.REFUSED);
    }
  }

  @Test
  void refusesSignedBodiesThatItCannotKeep() {
    try (WebhookScenario webhooks = new WebhookScenario()) {
      for (String body :
          List.of(
              "",
              "no JSON",
              "null",
              "[]",
              "\"text\"",
              "{\"id\":\"evt_1\",}",
              "{}",
              "[".repeat(20_000),
              "{\"a\":".repeat(10_000),
              "{\"id\":\"evt 1\",\"type\":\"a\",\"created\":1}",
              "{\"id\":\"evt_\\u0000\",\"type\":\"a\",\"created\":1}",
              "{\"id\":\"" + "e".repeat(301) + "\",\"type\":\"a\",\"created\":1}",
              "{\"id\":\"evt_1\",\"type\":\"" + "a".repeat(101) + "\",\"created\":1}",
              "{\"id\":\"evt_huge\",\"type\":\"a\",\"created\":1,\"n\":1e200000}")) {
        refuses(() -> webhooks.deliver(body), Kind.INVALID_REQUEST);
      }
      assertThat(webhooks.nudges).isEmpty();
    }
  }

  @Test
  void keepsTextThatADatabaseCannotHoldAsNearlyThat() {
    try (WebhookScenario webhooks = new WebhookScenario()) {
      String event = "evt_" + UUID.randomUUID();
      UUID id =
          webhooks
              .deliver(
                  "{\"id\":\"%s\",\"type\":\"a\",\"created\":1,\"n\":\"\\u0000 \\ud800\"}"
                      .formatted(event))
              .id();
      assertThat(webhooks.text("select payload ->> 'n' from webhook_event where id = ?", id))
          .isEqualTo("\ufffd \ufffd");
    }
  }

  @Test
  void asksForAnotherTryWhenTheDatabaseIsAway() {
    PGSimpleDataSource away = new PGSimpleDataSource();
    away.setUrl("jdbc:postgresql://127.0.0.1:1/dompet?connectTimeout=2");
    try (WebhookScenario webhooks = new WebhookScenario(List.of(), away)) {
      String body = webhooks.body("invoice.paid", "evt_" + UUID.randomUUID(), "obj_1", 0);
      refuses(() -> webhooks.deliver(body), Kind.BUSY);
      assertThat(webhooks.nudges).isEmpty();
    }
  }

  private static void receive(
      WebhookScenario webhooks, String provider, String address, String body) {
    webhooks.receive.receive(
        new ReceiveWebhook.Call(
            provider, address, name -> "t=1,v1=" + "0".repeat(64), body.getBytes(UTF_8)));
  }

  private static void refuses(ThrowingCallable call, Kind kind) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(kind));
  }
}
