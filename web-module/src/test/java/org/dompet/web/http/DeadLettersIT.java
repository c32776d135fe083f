package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@RunAsClient
@ExtendWith(ArquillianExtension.class)
class DeadLettersIT {
  private static final String DLQ = "/api/v1/admin/dlq";

  private Person admin;

  @BeforeEach
  void begin() {
    admin = Person.staff("ADMIN");
  }

  @Test
  void areListedAndRead() {
    String event = bury();
    String id = letterOf(event);
    admin
        .call()
        .get(DLQ + "?provider=stripe&status=OPEN&limit=200")
        .then()
        .statusCode(200)
        .body("items.find { it.externalId == '" + event + "' }.id", equalTo(id))
        .body("items.find { it.externalId == '" + event + "' }.payload", equalTo(null));
    admin
        .call()
        .get(DLQ + "/" + id)
        .then()
        .statusCode(200)
        .body("payload.id", equalTo(event))
        .body("payload.data.object.client_secret", equalTo(null))
        .body("failureReason", equalTo("currency-mismatch: currency differs"))
        .body("attempts", equalTo(1))
        .body("status", equalTo("OPEN"));
    admin.call().get(DLQ + "?provider=moonpay").then().body("items.size()", equalTo(0));
  }

  @Test
  void areDismissedOnceWithNotes() {
    String id = letterOf(bury());
    Map<String, String> dismissal = Map.of("resolution", "DISMISSED", "notes", "Paid by hand");
    for (int i = 0; i < 2; i++) {
      admin
          .call()
          .body(dismissal)
          .post(DLQ + "/" + id + "/resolve")
          .then()
          .statusCode(200)
          .body("status", equalTo("DISMISSED"))
          .body("notes", equalTo("Paid by hand"))
          .body("resolvedBy", equalTo(admin.id().toString()))
          .body("resolvedAt", notNullValue());
    }
    Api.refused(
        admin
            .wrongCall()
            .body(Map.of("resolution", "REPLAYED", "notes", "Or not"))
            .post(DLQ + "/" + id + "/resolve"),
        409,
        "already-resolved");
    assertThat(
            Rows.number(
                TestServer.running().database(),
                "select count(*) from audit_record where action = 'dead-letter.dismiss' and target = ? and actor = ?",
                id,
                admin.id().toString()))
        .isEqualTo(1);
  }

  @Test
  void beginAgainWhenTheyAreReplayed() {
    String event = bury();
    String id = letterOf(event);
    admin
        .call()
        .body(Map.of("resolution", "REPLAYED", "notes", "Try again"))
        .post(DLQ + "/" + id + "/resolve")
        .then()
        .statusCode(200)
        .body("status", equalTo("REPLAYED"));
    // It can't heal, so it is a new dead letter in a moment.
    assertThat(Webhook.stateOf(event, "DEAD")).isEqualTo("DEAD");
    assertThat(letterOf(event)).isNotEqualTo(id);
    admin
        .call()
        .body(Map.of("provider", "stripe", "notes", "All of them", "limit", 500))
        .post(DLQ + "/replay")
        .then()
        .statusCode(200)
        .body("replayed", greaterThanOrEqualTo(1));
  }

  @Test
  void needNotesAndAResolution() {
    String path = DLQ + "/" + letterOf(bury()) + "/resolve";
    for (Map<String, String> body :
        java.util.List.of(
            Map.of("resolution", "DISMISSED"),
            Map.of("resolution", "DISMISSED", "notes", " "),
            Map.of("resolution", "OPEN", "notes", "a"),
            Map.of("resolution", "PAID", "notes", "a"),
            Map.of("notes", "a"))) {
      Api.refused(admin.wrongCall().body(body).post(path), 400, "invalid-request");
    }
    Api.refused(
        admin
            .wrongCall()
            .body(Map.of("resolution", "DISMISSED", "notes", "a"))
            .post(DLQ + "/" + UUID.randomUUID() + "/resolve"),
        404,
        "not-found");
    Api.refused(admin.wrongCall().get(DLQ + "?status=LOST"), 400, "invalid-request");
    Api.refused(admin.wrongCall().get(DLQ + "?provider=paypal"), 400, "invalid-request");
  }

  @Test
  void areForAdministratorsAndAuditorsMayRead() {
    String id = letterOf(bury());
    Map<String, String> body = Map.of("resolution", "DISMISSED", "notes", "a");
    Person auditor = Person.staff("AUDITOR");
    auditor.call().get(DLQ + "/" + id).then().statusCode(200);
    Api.refused(auditor.wrongCall().body(body).post(DLQ + "/" + id + "/resolve"), 403, "forbidden");
    Api.refused(Person.fromTelegram().wrongCall().get(DLQ), 403, "forbidden");
    Response nobody = Api.wrongCall().body(body).post(DLQ + "/" + id + "/resolve");
    Api.refused(nobody, 401, "unauthenticated");
  }

  /** Sends an event that can't heal; gives its name. */
  private static String bury() {
    String event = "evt_" + UUID.randomUUID();
    Webhook.stripe(Webhook.stripeEvent(event, "test.refused", UUID.randomUUID(), "1.00"));
    assertThat(Webhook.stateOf(event, "DEAD")).isEqualTo("DEAD");
    return event;
  }

  /** The event's open dead letter. */
  private static String letterOf(String event) {
    return Rows.id(
            TestServer.running().database(),
            "select id from dead_letter where external_id = ? order by id desc limit 1",
            event)
        .toString();
  }
}
