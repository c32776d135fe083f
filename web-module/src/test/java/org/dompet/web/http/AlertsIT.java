package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.dompet.web.server.PagerStandIn;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@RunAsClient
@ExtendWith(ArquillianExtension.class)
class AlertsIT {
  private static final String ALERTS = "/api/v1/admin/alerts";
  private static final String UNRESOLVED = ALERTS + "/unresolved";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Person admin;

  @BeforeEach
  void nothingOfOtherTestsIsOpen() {
    PagerStandIn.works();
    admin = Person.staff("ADMIN");
    for (String id : admin.call().get(UNRESOLVED).then().extract().<List<String>>path("items.id")) {
      resolve(admin, id, "Of another test").then().statusCode(200);
    }
  }

  @Test
  void openWithADeadLetterAndTellEverybodyOnce() {
    String event = deadLetter();
    String id = alertAbout(event);
    admin
        .call()
        .get(ALERTS + "/" + id)
        .then()
        .statusCode(200)
        .body("alertType", equalTo("WEBHOOK_FAILURE"))
        .body("severity", equalTo("HIGH"))
        .body("status", equalTo("OPEN"))
        .body("count", equalTo(1))
        .body("metadata.provider", equalTo("stripe"))
        .body("metadata.attempts", equalTo("1"))
        .body("resolvedBy", nullValue());

    await(() -> statuses(id).equals(List.of("EMAIL SENT", "SLACK SENT", "TELEGRAM SENT")));
    assertThat(statuses(id)).containsExactly("EMAIL SENT", "SLACK SENT", "TELEGRAM SENT");
    assertThat(about(id, PagerStandIn.mails())).hasSize(1);
    assertThat(about(id, PagerStandIn.mails()).get(0))
        .startsWith("[HIGH] WEBHOOK_FAILURE: ")
        .contains(event, "docs/alerts.md#webhook-failure");
    assertThat(about(id, PagerStandIn.slack())).hasSize(1);
    assertThat(about(id, PagerStandIn.telegram())).hasSize(1);
  }

  @Test
  void growInsteadOfBecomingMany() {
    String id = alertAbout(deadLetter());
    String second = deadLetter();
    assertThat(alertAbout(second)).isEqualTo(id);
    admin
        .call()
        .get(ALERTS + "/" + id)
        .then()
        .body("count", equalTo(2))
        .body("metadata.externalId", equalTo(second));
  }

  @Test
  void waitForAChannelThatIsDownAndReachItOnce() {
    PagerStandIn.isDown();
    String id = alertAbout(deadLetter());
    await(() -> statuses(id).contains("EMAIL SENT") && attempts(id, "SLACK") >= 1);
    assertThat(statuses(id)).contains("EMAIL SENT", "SLACK WAITING", "TELEGRAM WAITING");
    PagerStandIn.works();
    await(() -> statuses(id).equals(List.of("EMAIL SENT", "SLACK SENT", "TELEGRAM SENT")));
    assertThat(statuses(id)).containsExactly("EMAIL SENT", "SLACK SENT", "TELEGRAM SENT");
    // All but the last were refused.
    assertThat((long) about(id, PagerStandIn.slack()).size()).isEqualTo(attempts(id, "SLACK"));
    assertThat(TestServer.printed())
        .doesNotContain(PagerStandIn.SLACK)
        .doesNotContain(PagerStandIn.BOT_TOKEN);
  }

  @Test
  void areResolvedByAnAdministratorWithNotesAndAuditedOnce() {
    String id = alertAbout(deadLetter());
    for (String body : List.of("{}", "{\"notes\":\"\"}", "{\"notes\":\"  \"}", "{\"notes\":7}")) {
      Api.refused(
          admin.wrongCall().body(body).post(ALERTS + "/" + id + "/resolve"),
          400,
          "invalid-request");
    }
    resolve(admin, id, "Replayed")
        .then()
        .statusCode(200)
        .body("status", equalTo("RESOLVED"))
        .body("resolvedBy", equalTo(admin.id().toString()))
        .body("resolutionNotes", equalTo("Replayed"));
    Api.refused(resolve(admin, id, "Again"), 409, "already-resolved");
    Api.refused(resolve(admin, UUID.randomUUID().toString(), "None"), 404, "not-found");
    Api.refused(admin.wrongCall().get(ALERTS + "/x"), 404, "not-found");
    assertThat(
            Rows.number(
                TestServer.running().database(),
                "select count(*) from audit_record where action = 'alert.resolve' and target = ? and actor = ?",
                id,
                admin.id().toString()))
        .isEqualTo(1);
    admin.call().get(UNRESOLVED).then().body("items.id", not(hasItem(id)));
    admin
        .call()
        .queryParam("status", "resolved")
        .get(ALERTS)
        .then()
        .body("items.id", hasItem(id))
        .body("items.status", everyItem(equalTo("RESOLVED")));
  }

  @Test
  void areReadByStaffAndResolvedByThoseWhoMay() {
    String id = alertAbout(deadLetter());
    for (String role : List.of("AUDITOR", "SUPPORT")) {
      Person reader = Person.staff(role);
      reader.call().get(UNRESOLVED).then().statusCode(200).body("items.id", hasItem(id));
      reader.call().get(ALERTS).then().statusCode(200);
      reader.call().get(ALERTS + "/" + id).then().statusCode(200);
      Api.refused(resolve(reader, id, "Not mine to do"), 403, "forbidden");
    }
    Person stranger = Person.fromTelegram();
    for (String path : List.of(UNRESOLVED, ALERTS, ALERTS + "/" + id)) {
      Api.refused(stranger.wrongCall().get(path), 403, "forbidden");
    }
    Api.refused(resolve(stranger, id, "Me"), 403, "forbidden");
    assertThat(resolve(Person.staff("OPERATOR"), id, "Mine to do").statusCode()).isEqualTo(200);
    Api.refused(Api.wrongCall().get(UNRESOLVED), 401, "unauthenticated");
  }

  @Test
  void areFoundByTheirType() {
    String id = alertAbout(deadLetter());
    for (String type : List.of("webhook_failure", "WEBHOOK_FAILURE", "Webhook_Failure")) {
      admin
          .call()
          .queryParam("alertType", type)
          .get(UNRESOLVED)
          .then()
          .statusCode(200)
          .body("items.id", hasItem(id));
    }
    admin
        .call()
        .queryParam("alertType", "balance_mismatch")
        .get(UNRESOLVED)
        .then()
        .body("items.id", not(hasItem(id)));
    for (String query : List.of("alertType=none", "alertType=", "cursor=x", "limit=0")) {
      Api.refused(admin.wrongCall().get(UNRESOLVED + "?" + query), 400, "invalid-request");
    }
    Api.refused(admin.wrongCall().get(ALERTS + "?status=gone"), 400, "invalid-request");
  }

  @Test
  void comeInPages() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String id = alertAbout(deadLetter());
      ids.add(0, id);
      resolve(admin, id, "Next").then().statusCode(200);
    }
    Response first = admin.call().queryParam("limit", 2).get(ALERTS);
    assertThat(first.<List<String>>path("items.id")).isEqualTo(ids.subList(0, 2));
    Response second =
        admin
            .call()
            .queryParam("limit", 1)
            .queryParam("cursor", first.<String>path("nextCursor"))
            .get(ALERTS);
    assertThat(second.<List<String>>path("items.id")).isEqualTo(ids.subList(2, 3));
  }

  @Test
  void areCounted() {
    String id = alertAbout(deadLetter());
    await(() -> statuses(id).contains("SLACK SENT"));
    String open = "dompet_alerts_open\\{[^}]*severity=\"high\"[^}]*type=\"webhook_failure\"[^}]*} ";
    await(() -> matches(metrics(), open + "1"));
    String metrics = metrics();
    assertThat(metrics)
        .containsPattern(open + "1")
        .containsPattern("dompet_alerts_open\\{[^}]*type=\"balance_mismatch\"[^}]*} 0")
        .containsPattern("dompet_alerts_raised_total\\{[^}]*type=\"webhook_failure\"[^}]*} [1-9]")
        .containsPattern("dompet_alerts_raised_total\\{[^}]*type=\"credit_spike\"[^}]*} 0")
        .containsPattern(
            "dompet_notifications_total\\{[^}]*channel=\"slack\"[^}]*outcome=\"sent\"[^}]*} [1-9]");
  }

  private static String deadLetter() {
    String event = "evt_" + UUID.randomUUID();
    String body = Webhook.stripeEvent(event, "test.refused", UUID.randomUUID(), "1.00");
    assertThat(Webhook.stripe(body).statusCode()).isEqualTo(202);
    assertThat(Webhook.stateOf(event, "DEAD")).isEqualTo("DEAD");
    return event;
  }

  /** The alert that an event was the last to raise. */
  private static String alertAbout(String event) {
    return Rows.id(
            TestServer.running().database(),
            "select id from alert where metadata ->> 'externalId' = ?",
            event)
        .toString();
  }

  private static Response resolve(Person person, String id, String notes) {
    return person.wrongCall().body(Map.of("notes", notes)).post(ALERTS + "/" + id + "/resolve");
  }

  private static List<String> statuses(String alert) {
    return Rows.column(
            TestServer.running().database(),
            "select channel || ' ' || status from notification where key = ? order by channel",
            "alert:" + alert + ":1")
        .stream()
        .map(String::valueOf)
        .toList();
  }

  private static long attempts(String alert, String channel) {
    return Rows.number(
        TestServer.running().database(),
        "select attempts from notification where key = ? and channel = ?",
        "alert:" + alert + ":1",
        channel);
  }

  private static List<String> about(String alert, List<String> texts) {
    return texts.stream().filter(text -> text.contains(alert)).toList();
  }

  private static String metrics() {
    return Api.plain().get("/metrics").then().statusCode(200).extract().asString();
  }

  private static boolean matches(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).find();
  }

  /** Until it is so, or the patience is over: the assertion that follows says which. */
  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
