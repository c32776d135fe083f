package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@RunAsClient
@ExtendWith(ArquillianExtension.class)
class WebhooksIT {
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

  private static UUID account(Person person) {
    return Rows.id(
        TestServer.running().database(),
        "select available_account from wallet where id = ?",
        person.walletId());
  }
}
