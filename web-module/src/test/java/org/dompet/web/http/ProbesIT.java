package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

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
        .body(
            "checks.name",
            containsInAnyOrder(
                "database",
                "migrations",
                "database-role",
                "database-durability",
                "database-encryption",
                "backup",
                "restore-test",
                "secrets",
                "jobs",
                "broker",
                "writer"));
    Api.plain().get("/health/live").then().body("checks.name", equalTo(List.of("process")));
  }

  @Test
  void tellEverybodyNamesAndStaffWhatWasSeen() {
    Api.call()
        .get("/ready")
        .then()
        .statusCode(200)
        .header("Cache-Control", equalTo("no-store"))
        .body("status", equalTo("UP"))
        .body("failing", equalTo(List.of()))
        .body("checks.name", hasItems("database", "broker", "writer"))
        // Outside of production nobody has to have backups.
        .body("checks.find { it.name == 'restore-test' }.state", equalTo("WARN"))
        .body("checks.evidence", everyItem(nullValue()));
    Person.fromTelegram()
        .call()
        .get("/ready")
        .then()
        .statusCode(200)
        .body("checks.evidence", everyItem(nullValue()));
    Person.staff("SUPPORT")
        .call()
        .get("/ready")
        .then()
        .statusCode(200)
        .body("checks.evidence", everyItem(notNullValue()))
        .body("checks.find { it.name == 'database' }.evidence", containsString("PostgreSQL"));
    Api.call().header("Authorization", "Bearer x.y.z").get("/ready").then().statusCode(401);
  }

  @Test
  void tellOfWhatTheInstallationConsists() {
    Api.call()
        .get("/discovery/services")
        .then()
        .statusCode(200)
        .body("services.name", hasItems("web", "schema", "database", "broker", "stripe", "otlp"))
        .body("services.find { it.name == 'database' }.state", equalTo("UP"))
        .body("services.find { it.name == 'otlp' }.state", equalTo("UP"))
        .body("services.detail", everyItem(nullValue()))
        .body("services.version", everyItem(nullValue()));
    String staff =
        Person.staff("AUDITOR")
            .call()
            .get("/discovery/services")
            .then()
            .statusCode(200)
            .body("services.find { it.name == 'stripe' }.state", equalTo("UP"))
            .body("services.find { it.name == 'stripe' }.detail", containsString("127.0.0.1:"))
            .body("services.find { it.name == 'web' }.version", notNullValue())
            .extract()
            .asString();
    // Slack's path is a secret.
    assertThat(staff).contains("slack").doesNotContain("/services/T000");
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
