package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.dompet.web.server.CollectorStandIn;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@RunAsClient
@ExtendWith(ArquillianExtension.class)
class TracesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String CALLER = "00f067aa0ba902b7";

  @Test
  void followAWebhookFromItsReceiptThroughTheQueueToItsEffect() {
    String trace = UUID.randomUUID().toString().replace("-", "");
    String event = "evt_" + UUID.randomUUID();
    String body = Webhook.stripeEvent(event, "nobody.knows", UUID.randomUUID(), "1.00");
    Webhook.wrongCall(body)
        .header("Stripe-Signature", Webhook.signature("v1", body))
        .header("traceparent", "00-" + trace + "-" + CALLER + "-01")
        .post("/webhooks/stripe")
        .then()
        .statusCode(202);
    List<CollectorStandIn.Span> spans = await(trace, "process stripe");
    CollectorStandIn.Span received = named(spans, "POST /webhooks/stripe");
    assertThat(received.parent()).isEqualTo(CALLER);
    assertThat(named(spans, "process stripe").parent()).isEqualTo(received.id());
    assertThat(named(await(trace, "deliver webhooks"), "deliver webhooks").parent())
        .isEqualTo(received.id());
  }

  @Test
  void showWhatARequestDidWithAWallet() {
    Person person = Person.with("5.00");
    String trace = UUID.randomUUID().toString().replace("-", "");
    person
        .wrongCall()
        .header("Idempotency-Key", UUID.randomUUID())
        .header("traceparent", "00-" + trace + "-" + CALLER + "-01")
        .body(
            Map.of(
                "fromWalletId",
                person.walletId(),
                "to",
                Map.of("walletId", Person.fromTelegram().walletId()),
                "amount",
                "1.00",
                "currency",
                "THB"))
        .post("/api/v1/transfers")
        .then()
        .statusCode(201);
    List<CollectorStandIn.Span> spans = await(trace, "transfer");
    String parent = named(spans, "transfer").parent();
    assertThat(spans)
        .anySatisfy(
            span -> {
              assertThat(span.id()).isEqualTo(parent);
              assertThat(span.parent()).isEqualTo(CALLER);
            });
  }

  @Test
  void areNamedInTheLog() {
    String trace = UUID.randomUUID().toString().replace("-", "");
    String event = "evt_" + UUID.randomUUID();
    String body = Webhook.stripeEvent(event, "test.refused", UUID.randomUUID(), "1.00");
    Webhook.wrongCall(body)
        .header("Stripe-Signature", Webhook.signature("v1", body))
        .header("traceparent", "00-" + trace + "-" + CALLER + "-01")
        .post("/webhooks/stripe");
    assertThat(Webhook.stateOf(event, "DEAD")).isEqualTo("DEAD");
    await(trace, "POST /webhooks/stripe");
    assertThat(TestServer.printed().lines())
        .anyMatch(line -> line.contains("stripe:" + event) && line.contains("traceId=" + trace));
  }

  private static CollectorStandIn.Span named(List<CollectorStandIn.Span> spans, String name) {
    return spans.stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<CollectorStandIn.Span> await(String trace, String name) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (CollectorStandIn.spans(trace).stream().noneMatch(span -> span.name().equals(name))
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    return CollectorStandIn.spans(trace);
  }
}
