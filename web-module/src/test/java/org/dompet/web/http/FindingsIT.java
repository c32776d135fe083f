package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.dompet.testing.TestDatabase;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nok's version is one too high, and back to what it was after each test. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
class FindingsIT {
  private static final String RECONCILIATION = "/api/v1/admin/reconciliation";
  private static final String FINDINGS = RECONCILIATION + "/findings";
  private static final String WALLETS = RECONCILIATION + "/wallets";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Person admin;
  private Person nok;

  @BeforeEach
  void damage() {
    admin = Person.staff("ADMIN");
    nok = Person.with("10.00");
    bump(1);
  }

  @AfterEach
  void mend() {
    bump(-1);
  }

  @Test
  void areMadeOfARunThatChangesNothingElse() {
    String run = reconcile(nok.walletId());
    Response found = admin.call().get(RECONCILIATION + "/runs/" + run + "/findings");
    found
        .then()
        .statusCode(200)
        .body("items.size()", equalTo(1))
        .body("items[0].runId", equalTo(run))
        .body("items[0].kind", equalTo("VERSION_MISMATCH"))
        .body("items[0].subject", equalTo("account:" + account()))
        .body("items[0].walletId", equalTo(nok.walletId().toString()))
        .body("items[0].expected", equalTo("1"))
        .body("items[0].actual", equalTo("2"))
        .body("items[0].acknowledged", equalTo(false))
        .body("items[0].acknowledgedBy", nullValue());
    String id = found.path("items[0].id");
    admin.call().get(FINDINGS + "/" + id).then().statusCode(200).body("id", equalTo(id));
    assertThat(nok.available()).isEqualTo("10.00");
    assertThat(nok.postings()).isEqualTo(1);
    assertThat(
            Rows.number(
                TestServer.running().database(),
                "select count from alert where subject = ? and type = 'BALANCE_MISMATCH' and status = 'OPEN'",
                "wallet:" + nok.walletId()))
        .isGreaterThanOrEqualTo(1);
    assertThat(reconcile(Person.with("1.00").walletId()))
        .satisfies(
            other ->
                admin
                    .call()
                    .get(RECONCILIATION + "/runs/" + other + "/findings")
                    .then()
                    .body("items.size()", equalTo(0)));
  }

  @Test
  void flagTheWalletUntilTheyAreAcknowledged() {
    String id = finding(reconcile(nok.walletId()));
    flagged()
        .then()
        .statusCode(200)
        .body("items.walletId", hasItem(nok.walletId().toString()))
        .body(
            "items.find { it.walletId == '" + nok.walletId() + "' }.kinds",
            contains("VERSION_MISMATCH"))
        .body(
            "items.find { it.walletId == '" + nok.walletId() + "' }.openFindings",
            greaterThanOrEqualTo(1));
    for (String body : List.of("{}", "{\"notes\":\"\"}", "{\"notes\":\"  \"}", "{\"notes\":7}")) {
      Api.refused(
          admin.wrongCall().body(body).post(FINDINGS + "/" + id + "/acknowledge"),
          400,
          "invalid-request");
    }
    acknowledge(admin, id, "A test did it")
        .then()
        .statusCode(200)
        .body("acknowledged", equalTo(true))
        .body("acknowledgedBy", equalTo(admin.id().toString()))
        .body("notes", equalTo("A test did it"));
    Api.refused(acknowledge(admin, id, "Again"), 409, "already-resolved");
    Api.refused(acknowledge(admin, UUID.randomUUID().toString(), "None"), 404, "not-found");
    flagged().then().body("items.walletId", not(hasItem(nok.walletId().toString())));
    assertThat(
            Rows.number(
                TestServer.running().database(),
                "select count(*) from audit_record where action = 'finding.acknowledge' and target = ? and actor = ?",
                id,
                admin.id().toString()))
        .isEqualTo(1);
  }

  @Test
  void areFoundByKindWalletAndState() {
    String id = finding(reconcile(nok.walletId()));
    for (String query :
        List.of(
            "kind=version_mismatch",
            "kind=VERSION_MISMATCH&acknowledged=false",
            "walletId=" + nok.walletId(),
            "limit=200")) {
      admin.call().get(FINDINGS + "?" + query).then().statusCode(200).body("items.id", hasItem(id));
    }
    admin.call().get(FINDINGS + "?kind=SEQUENCE_GAP").then().body("items.id", not(hasItem(id)));
    admin
        .call()
        .get(FINDINGS + "?acknowledged=true")
        .then()
        .body("items.acknowledged", everyItem(equalTo(true)));
    for (String query :
        List.of("kind=", "kind=1", "walletId=x", "acknowledged=maybe", "limit=0", "cursor=x")) {
      Api.refused(admin.wrongCall().get(FINDINGS + "?" + query), 400, "invalid-request");
    }
    Api.refused(admin.wrongCall().get(WALLETS + "?cursor=x"), 400, "invalid-request");
    Api.refused(admin.wrongCall().get(FINDINGS + "/x"), 404, "not-found");
    Api.refused(
        admin.wrongCall().get(RECONCILIATION + "/runs/" + UUID.randomUUID() + "/findings"),
        404,
        "not-found");
  }

  @Test
  void areReadByStaffAndAcknowledgedByThoseWhoMay() {
    String run = reconcile(nok.walletId());
    String id = finding(run);
    Person auditor = Person.staff("AUDITOR");
    for (String path :
        List.of(
            FINDINGS,
            FINDINGS + "/" + id,
            WALLETS,
            RECONCILIATION + "/runs/" + run + "/findings")) {
      auditor.call().get(path).then().statusCode(200);
      Person.staff("SUPPORT").call().get(path).then().statusCode(200);
      Api.refused(nok.wrongCall().get(path), 403, "forbidden");
      Api.refused(Api.wrongCall().get(path), 401, "unauthenticated");
    }
    Api.refused(acknowledge(auditor, id, "Not mine to do"), 403, "forbidden");
    Api.refused(acknowledge(Person.staff("SUPPORT"), id, "Nor mine"), 403, "forbidden");
    Api.refused(acknowledge(nok, id, "Me"), 403, "forbidden");
  }

  @Test
  void areNotLookedForInAWalletThatIsNotThere() {
    Api.refused(
        admin
            .wrongCall()
            .body(Map.of("job", "wallet-reconciliation", "walletId", UUID.randomUUID()))
            .post(RECONCILIATION + "/runs"),
        404,
        "not-found");
  }

  @Test
  void areCounted() {
    finding(reconcile(nok.walletId()));
    assertThat(Api.plain().get("/metrics?scope=application").asString())
        .containsPattern("dompet_reconciliation_findings_open(\\{[^}]*})? [1-9]")
        .containsPattern("dompet_reconciliation_wallets_flagged(\\{[^}]*})? [1-9]")
        .containsPattern(
            "dompet_reconciliation_mismatches_total\\{[^}]*kind=\"version_mismatch\"[^}]*} [1-9]");
  }

  /** The flagged wallets, up to the youngest: other tests leave theirs. */
  private Response flagged() {
    return admin
        .call()
        .queryParam("limit", 200)
        .queryParam("cursor", new UUID(nok.walletId().getMostSignificantBits() - 1, -1))
        .get(WALLETS);
  }

  private String finding(String run) {
    return admin
        .call()
        .get(RECONCILIATION + "/runs/" + run + "/findings")
        .then()
        .body("items.size()", equalTo(1))
        .extract()
        .path("items[0].id");
  }

  /** Runs it for a wallet, once none of its kind is open, and waits for its end. */
  private String reconcile(UUID wallet) {
    Response[] asked = new Response[1];
    await(
        () -> {
          asked[0] =
              admin
                  .wrongCall()
                  .body(Map.of("job", "wallet-reconciliation", "walletId", wallet))
                  .post(RECONCILIATION + "/runs");
          return asked[0].statusCode() != 409;
        });
    String run = asked[0].then().statusCode(202).extract().path("id");
    await(
        () -> "COMPLETED".equals(admin.call().get(RECONCILIATION + "/runs/" + run).path("state")));
    return run;
  }

  private static Response acknowledge(Person person, String id, String notes) {
    return person
        .wrongCall()
        .body(Map.of("notes", notes))
        .post(FINDINGS + "/" + id + "/acknowledge");
  }

  private UUID account() {
    return Rows.id(
        TestServer.running().database(),
        "select available_account from wallet where id = ?",
        nok.walletId());
  }

  private void bump(int by) {
    TestDatabase.execute(
        TestServer.running().database().superuser(),
        "set session_replication_role = replica; update dompet.account set version = version + "
            + by
            + " where id = '"
            + account()
            + "'");
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
}
