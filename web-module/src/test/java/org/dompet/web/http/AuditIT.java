package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.dompet.audit.VerifyAccessLog;
import org.dompet.testing.TestDatabase;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The admin access log, through the doors that it is about. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
class AuditIT {
  private static final String AUDIT = "/api/v1/admin/audit";
  private static final String RUNS = "/api/v1/admin/reconciliation/runs/";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ALERTS = "/api/v1/admin/alerts";

  private Person admin;
  private Person auditor;

  @BeforeEach
  void people() {
    admin = Person.staff("ADMIN");
    auditor = Person.staff("AUDITOR");
  }

  @Test
  void hasALineForEachReadWithWhoWhatWhereAndWhen() {
    Response read =
        admin
            .call()
            .header("X-Request-Id", "read-" + admin.id())
            .header("User-Agent", "a browser")
            .header("X-Forwarded-For", "203.0.113.9")
            .queryParam("limit", 3)
            .get(ALERTS);
    read.then().statusCode(200);
    linesOf("actor=" + admin.id())
        .then()
        .body("items.size()", equalTo(1))
        .body("items[0].action", equalTo("GET " + ALERTS))
        .body("items[0].target", nullValue())
        .body("items[0].metadata", equalTo(Map.of("limit", "3")))
        .body("items[0].roles", containsInAnyOrder("ADMIN", "USER"))
        .body("items[0].address", equalTo("203.0.113.9"))
        .body("items[0].userAgent", equalTo("a browser"))
        .body("items[0].requestId", equalTo("read-" + admin.id()))
        .body("items[0].outcome", equalTo("DONE"))
        .body("items[0].status", equalTo(200));
  }

  @Test
  void hasTwoLinesForWhatMayChangeSomething() {
    String id = UUID.randomUUID().toString();
    Api.refused(
        admin.wrongCall().body(Map.of("notes", "None")).post(ALERTS + "/" + id + "/resolve"),
        404,
        "not-found");
    linesOf("target=" + id)
        .then()
        .body("items.outcome", contains("REFUSED", "ASKED"))
        .body("items.status", contains(404, null))
        .body("items.action", everyItem(equalTo("POST " + ALERTS + "/{id}/resolve")));

    admin.call().post("/api/v1/admin/jobs/order-expiry/pause").then().statusCode(200);
    admin.call().post("/api/v1/admin/jobs/order-expiry/resume").then().statusCode(200);
    linesOf("actor=" + admin.id() + "&target=order-expiry")
        .then()
        .body("items.outcome", contains("DONE", "ASKED", "DONE", "ASKED"));
  }

  @Test
  void hasALineForEachRefusalOfSomebodyWhoIsKnown() {
    Person nok = Person.fromTelegram();
    Api.refused(nok.wrongCall().get(ALERTS), 403, "forbidden");
    Api.refused(
        nok.wrongCall().body("{}").post(ALERTS + "/" + nok.id() + "/resolve"), 403, "forbidden");
    Api.refused(nok.as(Api.plain()).get("/api/v1/admin/nothing-here"), 404, "not-found");
    Api.refused(nok.as(Api.plain()).delete(ALERTS), 405, "method-not-allowed");
    linesOf("actor=" + nok.id())
        .then()
        .body("items.outcome", contains("REFUSED", "REFUSED", "REFUSED", "REFUSED"))
        .body("items.status", contains(405, 404, 403, 403))
        .body(
            "items.target",
            contains(ALERTS, "/api/v1/admin/nothing-here", nok.id().toString(), null));
  }

  @Test
  void isNotGotAroundByAnotherWayToWriteAnAddress() {
    List<String> ways =
        List.of(
            "/api/v1/admin/alerts/",
            "/api/v1/admin/alerts;a=b",
            "/api/v1/admin;a=b/alerts",
            "/api/v1/%61dmin/alerts",
            "/api/v1//admin/alerts",
            "/api//v1/admin//alerts",
            "/api/v1/x/../admin/alerts");
    int answered = 0;
    for (String way : ways) {
      if (admin.as(Api.plain()).get(way).statusCode() == 200) {
        answered++;
      }
    }
    linesOf("actor=" + admin.id() + "&outcome=done")
        .then()
        .body("items.size()", equalTo(answered))
        .body("items.action", everyItem(equalTo("GET " + ALERTS)));
  }

  @Test
  void knowsNobodyWithoutAToken() {
    long before = length();
    Api.refused(Api.wrongCall().get(ALERTS), 401, "unauthenticated");
    Api.refused(Api.plain().get("/api/v1/admin/nothing-here"), 404, "not-found");
    assertThat(
            Rows.number(
                TestServer.running().database(),
                "select count(*) from admin_access_log where number > ? and status = 401",
                before))
        .isZero();
  }

  @Test
  void isReadByAdministratorsAndAuditorsAndNobodyElse() {
    String number = linesOf("limit=1").path("items[0].number").toString();
    for (Person reader : List.of(admin, auditor)) {
      reader.call().get(AUDIT).then().statusCode(200);
      reader
          .call()
          .get(AUDIT + "/" + number)
          .then()
          .statusCode(200)
          .body("number.toString()", equalTo(number));
    }
    for (Person other :
        List.of(Person.fromTelegram(), Person.staff("SUPPORT"), Person.staff("OPERATOR"))) {
      Api.refused(other.wrongCall().get(AUDIT), 403, "forbidden");
      Api.refused(other.wrongCall().get(AUDIT + "/" + number), 403, "forbidden");
    }
    Api.refused(Api.wrongCall().get(AUDIT), 401, "unauthenticated");
    for (String none : List.of("0", "x", "999999999999999999", "-1", "1e3")) {
      Api.refused(auditor.wrongCall().get(AUDIT + "/" + none), 404, "not-found");
    }
    for (String query :
        List.of("outcome=x", "actor=", "from=today", "to=1", "limit=0", "cursor=x", "address=")) {
      Api.refused(auditor.wrongCall().get(AUDIT + "?" + query), 400, "invalid-request");
    }
  }

  @Test
  void comesInPagesOfAFilter() {
    for (int i = 0; i < 3; i++) {
      admin.call().queryParam("limit", 10 + i).get(ALERTS).then().statusCode(200);
    }
    Response first = linesOf("actor=" + admin.id() + "&limit=2");
    assertThat(first.<List<String>>path("items.metadata.limit")).containsExactly("12", "11");
    Response second =
        linesOf("actor=" + admin.id() + "&limit=2&cursor=" + first.path("nextCursor"));
    assertThat(second.<List<String>>path("items.metadata.limit")).containsExactly("10");
    String at = first.path("items[1].at");
    linesOf("actor=" + admin.id() + "&from=" + at).then().body("items.size()", equalTo(2));
    linesOf("actor=" + admin.id() + "&to=" + at).then().body("items.size()", equalTo(1));
  }

  @Test
  void isLookedAtEachTimeTheLedgerIsSealed() {
    admin.call().get(ALERTS).then().statusCode(200);
    long line = length();
    touch(line, "x");
    try {
      admin
          .call()
          .get(RUNS + seal() + "/findings")
          .then()
          .statusCode(200)
          .body("items.kind", hasItem("ACCESS_LINE_CHANGED"))
          .body("items.subject", hasItem("access-log:" + line));
    } finally {
      touch(line, "");
    }
    admin.call().get(RUNS + seal() + "/findings").then().body("items.size()", equalTo(0));
  }

  @Test
  void standsBesideALogOfWhatPeopleDid() {
    Response page =
        auditor.call().get(AUDIT + "/activity?action=session.begin&actor=" + admin.id());
    page.then()
        .statusCode(200)
        .body("items.size()", equalTo(2))
        .body("items.outcome", everyItem(equalTo("DONE")));
    Response first =
        auditor.call().get(AUDIT + "/activity?limit=1&actor=" + admin.id() + "&outcome=done");
    assertThat(first.<List<String>>path("items.id"))
        .isEqualTo(page.<List<String>>path("items.id").subList(0, 1));
    auditor
        .call()
        .get(AUDIT + "/activity?actor=" + admin.id() + "&cursor=" + first.path("nextCursor"))
        .then()
        .body("items.id[0]", equalTo(page.path("items.id[1]")));
    String at = page.path("items[0].at");
    auditor
        .call()
        .get(AUDIT + "/activity?actor=" + admin.id() + "&from=" + at)
        .then()
        .body("items.size()", equalTo(1));
    Api.refused(auditor.wrongCall().get(AUDIT + "/activity?outcome=x"), 400, "invalid-request");
    Api.refused(Person.fromTelegram().wrongCall().get(AUDIT + "/activity"), 403, "forbidden");
  }

  @Test
  void isIntactWhateverWasDoneHere() {
    admin.call().get(ALERTS).then().statusCode(200);
    assertThat(
            new VerifyAccessLog(TestServer.running().database().application())
                .verify(1, n -> {})
                .faults())
        .isEmpty();
    assertThat(Api.plain().get("/metrics?scope=application").asString())
        .containsPattern("dompet_admin_access_total\\{[^}]*outcome=\"done\"[^}]*} [1-9]");
  }

  @Test
  void letsNothingBeDoneThatItCannotHold() {
    lock(true);
    try {
      Api.refused(admin.wrongCall().get(ALERTS), 503, "busy");
      Api.refused(admin.wrongCall().post("/api/v1/admin/jobs/order-expiry/pause"), 503, "busy");
    } finally {
      lock(false);
    }
    admin
        .call()
        .get("/api/v1/admin/jobs/order-expiry")
        .then()
        .statusCode(200)
        .body("paused", equalTo(false));
  }

  /** Runs the job, once no other run of it is open, and waits for its end. */
  private String seal() {
    Response[] asked = new Response[1];
    await(
        () -> {
          asked[0] = admin.wrongCall().post("/api/v1/admin/jobs/ledger-seal/run");
          return asked[0].statusCode() != 409;
        });
    String run = asked[0].then().statusCode(202).extract().path("id");
    await(() -> "COMPLETED".equals(admin.call().get(RUNS + run).path("state")));
    return run;
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not within " + PATIENCE);
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private static void touch(long line, String suffix) {
    TestDatabase.execute(
        TestServer.running().database().superuser(),
        "set session_replication_role = replica;"
            + " update dompet.admin_access_log set request_id = rtrim(request_id, 'x') || '"
            + suffix
            + "' where number = "
            + line);
  }

  private Response linesOf(String query) {
    Response page = auditor.call().get(AUDIT + "?" + query);
    page.then().statusCode(200);
    return page;
  }

  private static long length() {
    return Rows.number(
        TestServer.running().database(), "select coalesce(max(number), 0) from admin_access_log");
  }

  /** As if the log could not be written to: the application loses its right to add to it. */
  private static void lock(boolean locked) {
    String columns =
        "(actor, roles, action, target, metadata, address, user_agent, request_id, outcome,"
            + " status)";
    TestDatabase.execute(
        TestServer.running().database().owner(),
        locked
            ? "revoke insert " + columns + " on admin_access_log from dompet_app"
            : "grant insert " + columns + " on admin_access_log to dompet_app");
  }
}
