package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.dompet.testing.Books;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Wallets put right by hand, through the doors of administrators. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
class CorrectionsIT {
  private static final String WALLETS = "/api/v1/admin/wallets/";
  private static final String CORRECTIONS = "/api/v1/admin/corrections/";
  private static final String REASON = "Ticket 4711, paid twice";

  private Person one;
  private Person two;
  private Person nok;

  @BeforeEach
  void people() {
    one = Person.staff("ADMIN");
    two = Person.staff("ADMIN");
    nok = Person.with("50.00");
  }

  @Test
  void areDoneAtOnceWhenSmallAndSeenByTheOwnerWithoutTheReason() {
    Response done = money(one, "credit", "20.00");
    done.then()
        .statusCode(201)
        .header("Location", endsWith(CORRECTIONS + done.path("id")))
        .body("status", equalTo("DONE"))
        .body("twoPeople", equalTo(false))
        .body("amount", equalTo("20.00"))
        .body("reason", equalTo(REASON))
        .body("decidedBy", equalTo(one.id().toString()))
        .body("entryId", notNullValue());
    money(one, "debit", "5.00").then().statusCode(201);
    assertThat(nok.available()).isEqualTo("65.00");
    Response entries = nok.call().get("/api/v1/wallets/" + nok.walletId() + "/entries");
    entries
        .then()
        .body("items.kind", contains("CORRECTION_DEBIT", "CORRECTION_CREDIT", "TRANSFER"))
        .body("items.description[0]", equalTo("Correction"));
    assertThat(entries.asString()).doesNotContain("4711");
    Books.prove(TestServer.running().database().application());
  }

  @Test
  void takeTwoAdministratorsAboveAnAmount() {
    Response waiting = money(one, "credit", "5000.00");
    waiting
        .then()
        .statusCode(202)
        .body("status", equalTo("WAITING"))
        .body("decidedBy", nullValue())
        .body("entryId", nullValue());
    String id = waiting.path("id");
    assertThat(nok.available()).isEqualTo("50.00");
    Api.refused(decide(one, id, "approve"), 403, "forbidden");
    one.call()
        .get("/api/v1/admin/corrections?status=waiting&walletId=" + nok.walletId())
        .then()
        .statusCode(200)
        .body("items.id", contains(id));
    decide(two, id, "approve")
        .then()
        .statusCode(200)
        .body("status", equalTo("DONE"))
        .body("requestedBy", equalTo(one.id().toString()))
        .body("decidedBy", equalTo(two.id().toString()))
        .body("note", equalTo("Seen"));
    decide(two, id, "approve").then().statusCode(200);
    Api.refused(decide(one, id, "reject"), 409, "already-resolved");
    assertThat(nok.available()).isEqualTo("5050.00");
    two.call().get(CORRECTIONS + id).then().statusCode(200).body("status", equalTo("DONE"));
    assertThat(
            Rows.number(
                TestServer.running().database(),
                "select count from alert where type = 'EMERGENCY_CORRECTION' and subject = ?",
                "correction:" + id))
        .isEqualTo(2);
    two.call()
        .get("/api/v1/admin/audit?target=" + id + "&outcome=done")
        .then()
        .body("items.actor", hasItem(two.id().toString()));
    Books.prove(TestServer.running().database().application());
  }

  @Test
  void neverOverdraw() {
    Api.refused(money(one, "debit", "50.01"), 422, "insufficient-funds");
    String id = money(one, "debit", "4000.00").path("id");
    Api.refused(decide(two, id, "approve"), 422, "insufficient-funds");
    decide(two, id, "reject").then().statusCode(200).body("status", equalTo("REJECTED"));
    assertThat(nok.available()).isEqualTo("50.00");
  }

  @Test
  void areDoneOnceForAKey() {
    String key = UUID.randomUUID().toString();
    Response first = money(one, "credit", "1.00", key);
    Response again = money(one, "credit", "1.00", key);
    first.then().statusCode(201).header("Idempotency-Replayed", nullValue());
    again
        .then()
        .statusCode(201)
        .header("Idempotency-Replayed", "true")
        .body("id", equalTo(first.path("id")));
    Api.refused(money(one, "credit", "2.00", key), 422, "idempotency-key-reused");
    Api.refused(
        one.wrongCall().body(body("1.00")).post(WALLETS + nok.walletId() + "/credit"),
        400,
        "idempotency-key-missing");
    assertThat(nok.available()).isEqualTo("51.00");
  }

  @Test
  void freezeByOneAndUnfreezeByTwo() {
    reason(one, "freeze").then().statusCode(201).body("status", equalTo("DONE"));
    one.call()
        .get(WALLETS + nok.walletId())
        .then()
        .statusCode(200)
        .body("status", equalTo("FROZEN"))
        .body("userId", equalTo(nok.id().toString()))
        .body("username", equalTo(nok.username()))
        .body("available", equalTo("50.00"));
    Api.refused(reason(two, "freeze"), 409, "already-resolved");
    Api.refused(money(one, "debit", "1.00"), 422, "account-frozen");
    String id = reason(one, "unfreeze").then().statusCode(202).extract().path("id");
    Api.refused(reason(two, "unfreeze"), 409, "already-resolved");
    Api.refused(decide(one, id, "approve"), 403, "forbidden");
    decide(two, id, "approve").then().statusCode(200);
    nok.call().get("/api/v1/wallets/" + nok.walletId()).then().body("status", equalTo("OPEN"));
  }

  @Test
  void areForAdministratorsAlone() {
    String id = money(one, "credit", "2000.00").path("id");
    for (Person other :
        List.of(nok, Person.staff("SUPPORT"), Person.staff("AUDITOR"), Person.staff("OPERATOR"))) {
      Api.refused(money(other, "credit", "1.00"), 403, "forbidden");
      Api.refused(money(other, "debit", "1.00"), 403, "forbidden");
      Api.refused(reason(other, "freeze"), 403, "forbidden");
      Api.refused(reason(other, "unfreeze"), 403, "forbidden");
      Api.refused(decide(other, id, "approve"), 403, "forbidden");
      Api.refused(decide(other, id, "reject"), 403, "forbidden");
    }
    Person.staff("AUDITOR").call().get(CORRECTIONS + id).then().statusCode(200);
    Api.refused(Person.staff("SUPPORT").wrongCall().get(CORRECTIONS + id), 403, "forbidden");
    for (String role : List.of("SUPPORT", "AUDITOR", "OPERATOR")) {
      Person.staff(role).call().get(WALLETS + nok.walletId()).then().statusCode(200);
    }
    Api.refused(nok.wrongCall().get(WALLETS + nok.walletId()), 403, "forbidden");
    Api.refused(Api.wrongCall().get(WALLETS + nok.walletId()), 401, "unauthenticated");
    Api.refused(
        one.wrongCall()
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .body(body("1.00"))
            .post(WALLETS + one.walletId() + "/credit"),
        403,
        "forbidden");
  }

  @Test
  void refuseWhatIsNotValid() {
    for (Map<String, String> wrong :
        List.of(
            Map.of("amount", "1.00", "currency", "THB"),
            Map.of("amount", "1.00", "currency", "THB", "reason", "short"),
            Map.of("amount", "1.00", "currency", "THB", "reason", "x".repeat(501)),
            Map.of("amount", "1.00", "currency", "XXX", "reason", REASON),
            Map.of("amount", "1.00", "currency", "THB", "reason", REASON, "twoPeople", "no"))) {
      Api.refused(post(one, "credit", wrong), 400, "invalid-request");
    }
    for (String amount : List.of("0.00", "-1.00", "1.001", "1e3", "x")) {
      Api.refused(
          post(one, "credit", Map.of("amount", amount, "currency", "THB", "reason", REASON)),
          422,
          "invalid-amount");
    }
    Api.refused(
        post(one, "credit", Map.of("amount", "1.00", "currency", "USD", "reason", REASON)),
        422,
        "currency-mismatch");
    Api.refused(
        one.wrongCall()
            .header("Idempotency-Key", "k")
            .body(body("1.00"))
            .post(WALLETS + UUID.randomUUID() + "/credit"),
        404,
        "not-found");
    Api.refused(one.wrongCall().get(CORRECTIONS + UUID.randomUUID()), 404, "not-found");
    Api.refused(decide(one, UUID.randomUUID().toString(), "approve"), 404, "not-found");
    for (String query : List.of("status=x", "walletId=x", "limit=0", "cursor=x")) {
      Api.refused(
          one.wrongCall().get("/api/v1/admin/corrections?" + query), 400, "invalid-request");
    }
    for (String query :
        List.of("status=x", "userId=x", "telegramId=0", "username=%2B", "currency=X", "cursor=1")) {
      Api.refused(one.wrongCall().get("/api/v1/admin/wallets?" + query), 400, "invalid-request");
    }
    assertThat(nok.available()).isEqualTo("50.00");
  }

  @Test
  void areOfWalletsThatAreFoundByTheirOwner() {
    for (String query :
        List.of(
            "userId=" + nok.id(),
            "telegramId=" + nok.telegramId(),
            "username=@" + nok.username().toUpperCase(Locale.ROOT),
            "username=" + nok.username() + "&currency=THB&status=open")) {
      one.call()
          .get("/api/v1/admin/wallets?" + query)
          .then()
          .statusCode(200)
          .body("items.id", contains(nok.walletId().toString()));
    }
    one.call()
        .get("/api/v1/admin/wallets?userId=" + nok.id() + "&status=frozen")
        .then()
        .body("items.size()", equalTo(0));
  }

  @Test
  void areCounted() {
    money(one, "credit", "3000.00").then().statusCode(202);
    assertThat(Api.plain().get("/metrics?scope=application").asString())
        .containsPattern("dompet_corrections_waiting(\\{[^}]*})? [1-9]")
        .containsPattern(
            "dompet_corrections_total\\{[^}]*kind=\"credit\"[^}]*status=\"waiting\"[^}]*} [1-9]");
  }

  private Response money(Person by, String what, String thb) {
    return money(by, what, thb, UUID.randomUUID().toString());
  }

  private Response money(Person by, String what, String thb, String key) {
    return by.wrongCall()
        .header("Idempotency-Key", key)
        .body(body(thb))
        .post(WALLETS + nok.walletId() + "/" + what);
  }

  private Response post(Person by, String what, Map<String, String> body) {
    return by.wrongCall()
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(body)
        .post(WALLETS + nok.walletId() + "/" + what);
  }

  private static Map<String, String> body(String thb) {
    return Map.of("amount", thb, "currency", "THB", "reason", REASON);
  }

  private Response reason(Person by, String what) {
    return by.wrongCall()
        .body(Map.of("reason", REASON))
        .post(WALLETS + nok.walletId() + "/" + what);
  }

  private static Response decide(Person by, String id, String what) {
    return by.wrongCall().body(Map.of("note", "Seen")).post(CORRECTIONS + id + "/" + what);
  }
}
