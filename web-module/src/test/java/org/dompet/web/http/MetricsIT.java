package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.dompet.web.probe.Observability;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@RunAsClient
@ExtendWith(ArquillianExtension.class)
class MetricsIT {

  @Test
  void whatTheRulesAndTheDashboardNameIsThere() {
    Person person = Person.with("5.00");
    transfer(person, Person.fromTelegram(), "1.00");
    transfer(person, Person.fromTelegram(), "100.00");
    String event = "evt_" + UUID.randomUUID();
    Webhook.stripe(Webhook.stripeEvent(event, "test.credit", UUID.randomUUID(), "1.00"));
    assertThat(Webhook.stateOf(event, "DEAD")).isEqualTo("DEAD");
    Webhook.stripe(
        Webhook.stripeEvent("evt_" + UUID.randomUUID(), "nobody.knows", UUID.randomUUID(), "1.00"));

    String metrics = scrape();
    for (String name : Observability.metricsOfConfig()) {
      assertThat(metrics).containsPattern("(?m)^" + name + "(_count)?\\{");
    }
    assertThat(metrics)
        .containsPattern(
            "(?m)^dompet_wallet_operations_total\\{[^}]*currency=\"THB\"[^}]*operation=\"transfer\"[^}]*success=\"true\"[^}]*}"
                + " [1-9]")
        .containsPattern(
            "(?m)^dompet_wallet_operations_total\\{[^}]*currency=\"THB\"[^}]*operation=\"transfer\"[^}]*success=\"false\"[^}]*}"
                + " [1-9]")
        .containsPattern("(?m)^dompet_queue_messages\\{[^}]*queue=\"dompet.webhooks\"[^}]*} [0-9]")
        .containsPattern("(?m)^dompet_database_connections\\{[^}]*state=\"active\"[^}]*} [1-9]")
        .containsPattern("(?m)^dompet_database_pool_max\\{[^}]*} [1-9]")
        .containsPattern(
            "(?m)^dompet_webhook_microseconds_count\\{[^}]*step=\"received\"[^}]*} [1-9]")
        .containsPattern(
            "(?m)^dompet_secret_age_days\\{[^}]*secret=\"dompet.jwt.keys\"[^}]*} -?[0-9]");
    // Neither ids nor names of people make series.
    assertThat(metrics).doesNotContain(person.walletId().toString());
  }

  private static String scrape() {
    return Api.plain().get("/metrics").then().statusCode(200).extract().asString();
  }

  private static void transfer(Person from, Person to, String amount) {
    from.wrongCall()
        .header("Idempotency-Key", UUID.randomUUID())
        .body(
            Map.of(
                "fromWalletId",
                from.walletId(),
                "to",
                Map.of("walletId", to.walletId()),
                "amount",
                amount,
                "currency",
                "THB"))
        .post("/api/v1/transfers");
  }
}
