package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.dompet.testing.TestDatabase;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@RunAsClient
@ExtendWith(ArquillianExtension.class)
class JobsIT {
  private static final String JOBS = "/api/v1/admin/jobs";
  private static final String RUNS = "/api/v1/admin/reconciliation/runs";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Person admin;

  @BeforeEach
  void signIn() {
    admin = Person.staff("ADMIN");
  }

  @AfterEach
  void leaveNothingOpenOfAnotherNode() {
    execute(
        """
        update job_run set state = 'STOPPED', ended_at = now()
         where node = 'elsewhere' and state in ('REQUESTED', 'RUNNING');
        delete from job_control""");
  }

  @Test
  void areListedWithTheirLastAndTheirNextRun() {
    completed(run("hold-expiry"));
    admin
        .call()
        .get(JOBS)
        .then()
        .statusCode(200)
        .body(
            "items.job",
            containsInAnyOrder(
                "wallet-reconciliation",
                "provider-reconciliation",
                "hold-expiry",
                "order-expiry",
                "ledger-seal",
                "webhook-retry",
                "credit-spike"))
        .body("items.paused", everyItem(equalTo(false)))
        .body("items.nextRun", everyItem(notNullValue()))
        .body("items.find { it.job == 'hold-expiry' }.every", equalTo("PT1M"))
        .body("items.find { it.job == 'hold-expiry' }.lastGoodRun.state", equalTo("COMPLETED"));
    admin.call().get(JOBS + "/ledger-seal").then().statusCode(200).body("every", equalTo("PT10M"));
    Api.refused(admin.wrongCall().get(JOBS + "/make-money"), 404, "not-found");
    Api.refused(admin.wrongCall().post(JOBS + "/make-money/run"), 404, "not-found");
  }

  @Test
  void arePausedAndResumedByAnAdministratorAndRunAllTheSameWhenAsked() {
    admin
        .call()
        .post(JOBS + "/ledger-seal/pause")
        .then()
        .statusCode(200)
        .body("paused", equalTo(true))
        .body("pausedBy", equalTo(admin.id().toString()))
        .body("nextRun", nullValue());
    completed(run("ledger-seal"));
    admin
        .call()
        .post(JOBS + "/ledger-seal/resume")
        .then()
        .statusCode(200)
        .body("paused", equalTo(false))
        .body("pausedBy", nullValue())
        .body("nextRun", notNullValue());
    assertThat(audited("job.pause", "ledger-seal")).isEqualTo(1);
    assertThat(audited("job.resume", "ledger-seal")).isEqualTo(1);
  }

  @Test
  void areRunForOneWalletAndShowWhatWasDone() {
    Response asked =
        whenIdle(
            () ->
                admin
                    .call()
                    .body(
                        "{\"job\":\"wallet-reconciliation\",\"walletId\":\""
                            + admin.walletId()
                            + "\"}")
                    .post(RUNS));
    asked.then().statusCode(202).body("trigger", equalTo("API"));
    String id = asked.path("id");
    assertThat(asked.header("Location")).endsWith(RUNS + "/" + id);
    completed(id)
        .then()
        .body("job", equalTo("wallet-reconciliation"))
        .body("parameters.walletId", equalTo(admin.walletId().toString()))
        .body("startedBy", equalTo(admin.id().toString()))
        .body("attempt", equalTo(1))
        .body("parts.size()", greaterThanOrEqualTo(1))
        .body("parts.done", everyItem(equalTo(true)))
        .body("endedAt", notNullValue());
    assertThat(audited("job.run", "wallet-reconciliation:" + id)).isEqualTo(1);
    admin
        .call()
        .queryParam("job", "wallet-reconciliation")
        .queryParam("state", "completed")
        .get(RUNS)
        .then()
        .body("items.id", hasItem(id))
        .body("items.parts", everyItem(nullValue()));
  }

  @Test
  void haveOneRunAtATimeWhichCanBeStoppedAndGoesOnWhenAskedForAgain() {
    completed(run("ledger-seal"));
    String id = elsewhere("ledger-seal", "now() + interval '1 hour'");
    Api.refused(admin.wrongCall().post(JOBS + "/ledger-seal/run"), 409, "job-running");
    Api.refused(admin.wrongCall().post(RUNS + "/" + id + "/restart"), 409, "job-running");
    admin
        .call()
        .post(RUNS + "/" + id + "/stop")
        .then()
        .statusCode(200)
        .body("state", equalTo("RUNNING"))
        .body("stopRequested", equalTo(true));
    execute("update job_run set state = 'STOPPED', ended_at = now() where id = '%s'".formatted(id));
    Api.refused(admin.wrongCall().post(RUNS + "/" + id + "/stop"), 409, "run-ended");
    whenIdle(() -> admin.call().post(RUNS + "/" + id + "/restart"))
        .then()
        .statusCode(202)
        .body("attempt", equalTo(2));
    completed(id).then().body("attempt", equalTo(2)).body("stopRequested", equalTo(false));
    Api.refused(admin.wrongCall().post(RUNS + "/" + id + "/restart"), 409, "run-ended");
    assertThat(audited("run.stop", id)).isEqualTo(1);
    assertThat(audited("run.restart", id)).isEqualTo(1);
  }

  @Test
  void goOnWithTheRunOfANodeThatDiedAndTellOfIt() {
    completed(run("wallet-reconciliation"));
    String id = elsewhere("wallet-reconciliation", "now() - interval '1 minute'");
    execute(
        """
        insert into job_run_part (run_id, part, work, position, done)
        select '%s', 0, work, position, true from job_run_part
         where run_id = (select max(run_id::text)::uuid from job_run_part) limit 1"""
            .formatted(id));
    completed(id).then().body("attempt", equalTo(2)).body("node", notNullValue());
    assertThat(
            Rows.number(
                TestServer.running().database(),
                "select count(*) from alert where type = 'JOB_CRASH' and occurrence like ?",
                id + ":%"))
        .isEqualTo(1);
  }

  @Test
  void areReadByAuditorsAndNobodyElse() {
    String id = run("order-expiry");
    Person auditor = Person.staff("AUDITOR");
    for (String path : List.of(JOBS, JOBS + "/order-expiry", RUNS, RUNS + "/" + id)) {
      auditor.call().get(path).then().statusCode(200);
      Api.refused(Person.staff("SUPPORT").wrongCall().get(path), 403, "forbidden");
      Api.refused(Person.fromTelegram().wrongCall().get(path), 403, "forbidden");
      Api.refused(Api.wrongCall().get(path), 401, "unauthenticated");
    }
    for (String path :
        List.of(
            JOBS + "/order-expiry/run",
            JOBS + "/order-expiry/pause",
            JOBS + "/order-expiry/resume",
            RUNS + "/" + id + "/stop",
            RUNS + "/" + id + "/restart")) {
      Api.refused(auditor.wrongCall().post(path), 403, "forbidden");
    }
    Api.refused(
        auditor.wrongCall().body("{\"job\":\"order-expiry\"}").post(RUNS), 403, "forbidden");
    completed(id);
  }

  @Test
  void areAskedForProperly() {
    for (String body :
        List.of(
            "{}",
            "{\"job\":\"make-money\"}",
            "{\"job\":\"ledger-seal\",\"walletId\":\"" + admin.walletId() + "\"}",
            "{\"job\":\"wallet-reconciliation\",\"walletId\":\"mine\"}")) {
      Api.refused(admin.wrongCall().body(body).post(RUNS), 400, "invalid-request");
    }
    for (String query : List.of("job=none", "state=gone", "cursor=x", "limit=0")) {
      Api.refused(admin.wrongCall().get(RUNS + "?" + query), 400, "invalid-request");
    }
    Api.refused(admin.wrongCall().get(RUNS + "/" + UUID.randomUUID()), 404, "not-found");
    Api.refused(admin.wrongCall().post(RUNS + "/" + UUID.randomUUID() + "/stop"), 404, "not-found");
  }

  @Test
  void areCounted() {
    completed(run("hold-expiry"));
    String good = "dompet_job_runs_total\\{job=\"hold-expiry\"[^}]*state=\"completed\"[^}]*} [1-9]";
    await(() -> good, () -> metrics().replaceAll("\\s", " ").matches(".*" + good + ".*"));
    assertThat(metrics())
        .containsPattern("dompet_job_seconds_since_success\\{job=\"hold-expiry\"[^}]*} \\d")
        .containsPattern("dompet_job_open_runs\\{job=\"ledger-seal\"[^}]*} [01]")
        .containsPattern(
            "dompet_job_runs_total\\{job=\"order-expiry\"[^}]*state=\"stopped\"[^}]*} \\d")
        .containsPattern("dompet_job_run_milliseconds_count\\{job=\"hold-expiry\"[^}]*} [1-9]");
  }

  /** The id of a run that was asked for now. */
  private String run(String job) {
    return whenIdle(() -> admin.call().post(JOBS + "/" + job + "/run"))
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  /** Asks again while the timer's run is open. */
  private static Response whenIdle(Supplier<Response> request) {
    Response[] answer = {request.get()};
    await(
        () -> answer[0].asString(),
        () -> {
          if (answer[0].statusCode() == 409) {
            answer[0] = request.get();
          }
          return answer[0].statusCode() != 409;
        });
    return answer[0];
  }

  private Response completed(String id) {
    await(() -> read(id).asString(), () -> "COMPLETED".equals(read(id).path("state")));
    return read(id);
  }

  private Response read(String id) {
    return admin.call().get(RUNS + "/" + id);
  }

  /** A run that another node has, or had. */
  private static String elsewhere(String job, String heartbeat) {
    UUID id = UUID.randomUUID();
    await(
        () -> "A run of " + job + " is open",
        () ->
            Rows.number(
                    TestServer.running().database(),
                    "select count(*) from job_run where job = ? and state in ('REQUESTED', 'RUNNING')",
                    job)
                == 0);
    execute(
        """
        insert into job_run (id, job, trigger, state, node, heartbeat_at, requested_at, started_at, resumed_at)
        values ('%s', '%s', 'TIMER', 'RUNNING', 'elsewhere', %s, now(), now(), now())"""
            .formatted(id, job, heartbeat));
    return id.toString();
  }

  private long audited(String action, String target) {
    return Rows.number(
        TestServer.running().database(),
        "select count(*) from audit_record where action = ? and target = ? and actor = ?",
        action,
        target,
        admin.id().toString());
  }

  private static String metrics() {
    return Api.plain().get("/metrics?scope=application").asString();
  }

  private static void execute(String sql) {
    TestDatabase.execute(TestServer.running().database().owner(), sql);
  }

  private static void await(Supplier<String> otherwise, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(otherwise.get());
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }
}
