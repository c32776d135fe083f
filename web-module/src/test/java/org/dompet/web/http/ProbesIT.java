package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@RunAsClient
@ExtendWith(ArquillianExtension.class)
class ProbesIT {
  @Test
  void sayWhetherTheApplicationLivesHasStartedAndIsReady() {
    for (String probe : List.of("/health", "/health/live", "/health/started", "/health/ready")) {
      Api.plain()
          .get(probe)
          .then()
          .statusCode(200)
          .contentType("application/json")
          .body("status", equalTo("UP"))
          .body("checks.status", everyItem(equalTo("UP")));
    }
  }

  @Test
  void nameWhatTheApplicationNeedsToBeReady() {
    Api.plain()
        .get("/health/ready")
        .then()
        .body("checks.name", hasItems("database", "migrations", "writer", "broker"));
    Api.plain().get("/health/live").then().body("checks.name", equalTo(List.of("process")));
  }

  @Test
  void countWhatTheApplicationDoes() {
    Person sender = Person.with("5.00");
    Person recipient = Person.fromTelegram();
    for (int i = 0; i < 2; i++) {
      sender
          .wrongCall()
          .header("Idempotency-Key", UUID.randomUUID())
          .body(
              Map.of(
                  "fromWalletId",
                  sender.walletId(),
                  "to",
                  Map.of("walletId", recipient.walletId()),
                  "amount",
                  "4.00",
                  "currency",
                  "THB"))
          .post("/api/v1/transfers");
    }
    String metrics = Api.plain().get("/metrics").then().statusCode(200).extract().asString();
    assertThat(metrics)
        .containsPattern("(?m)^dompet_ledger_writer_waiting\\{[^}]*} 0")
        .containsPattern("(?m)^dompet_ledger_batch_entries_count\\{[^}]*} [1-9]")
        .containsPattern("(?m)^dompet_ledger_entries_total\\{[^}]*outcome=\"posted\"[^}]*} [1-9]")
        .containsPattern("(?m)^dompet_transfers_total\\{[^}]*currency=\"THB\"[^}]*} [1-9]")
        .containsPattern(
            "(?m)^dompet_refusals_total\\{[^}]*reason=\"insufficient-funds\"[^}]*} [1-9]")
        .containsPattern(
            "(?m)^dompet_http_[a-z]+_count\\{[^}]*method=\"POST\"[^}]*route=\"/api/v1/transfers\"[^}]*} [1-9]");
    // Ids make no series of their own.
    assertThat(metrics).doesNotContain(sender.walletId().toString());
  }
}
