package org.dompet.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dompet.audit.AccessFault.Kind;
import org.dompet.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessLogTest {
  private static final Caller CALLER = new Caller("192.0.2.1", "test", "r-1");

  private final TestDatabase database = TestDatabase.shared();
  private final AccessLog log = new AccessLog(database.application());
  private final VerifyAccessLog verify = new VerifyAccessLog(database.application());

  @BeforeEach
  void empty() {
    behindItsBack(
        "delete from admin_access_log; update admin_access_head set number = 0, hash ="
            + " decode(repeat('00', 32), 'hex'), at = '-infinity'");
  }

  @Test
  void keepsWhatWasWrittenInAChain() {
    log.write(access("a", "GET x", Map.of("limit", "5", "actor", "สมชาย")));
    log.write(
        new Access(
            "b", List.of(), "job.run", null, new TreeMap<>(), CALLER, Access.Outcome.DONE, null));

    AccessLine first = log.find(1).orElseThrow();
    AccessLine second = log.find(2).orElseThrow();

    assertThat(first.previousHash()).isEqualTo("0".repeat(64));
    assertThat(second.previousHash()).isEqualTo(first.hash());
    assertThat(first.access())
        .isEqualTo(access("a", "GET x", Map.of("limit", "5", "actor", "สมชาย")));
    assertThat(second.access().status()).isNull();
    assertThat(second.access().target()).isNull();
    assertThat(Duration.between(first.at(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    assertThat(verify.verify(1, n -> {}))
        .isEqualTo(new AccessReport(2, second.head(), List.of(), 0));
    assertThat(verify.verify(2, n -> {}).lines()).isEqualTo(1);
    assertThat(verify.verify(9, n -> {}).intact()).isTrue();
    assertThat(verify.verifyLast(1).lines()).isEqualTo(1);
    assertThat(verify.verifyLast(10).lines()).isEqualTo(2);
    assertThat(verify.compare(first.head())).isEmpty();
    assertThat(verify.compare("1:" + "a".repeat(64)))
        .map(AccessFault::kind)
        .hasValue(Kind.HEAD_DIFFERS);
    assertThat(verify.compare("7:" + "a".repeat(64)))
        .map(AccessFault::kind)
        .hasValue(Kind.HEAD_DIFFERS);
    assertThatThrownBy(() -> verify.compare("x")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hasNoGapsHoweverManyWriteAtOnce() throws Exception {
    ExecutorService people = Executors.newFixedThreadPool(8);
    List<Future<?>> written = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String actor = "actor-" + i % 8;
      Callable<?> one =
          () -> {
            log.write(access(actor, "GET x", Map.of()));
            return actor;
          };
      written.add(people.submit(one));
    }
    for (Future<?> one : written) {
      one.get();
    }
    people.shutdown();

    assertThat(log.length()).isEqualTo(200);
    AccessReport report = verify.verify(1, n -> {});
    assertThat(report.faults()).isEmpty();
    assertThat(report.lines()).isEqualTo(200);
  }

  @Test
  void cannotBeChangedNotEvenByItsOwner() {
    log.write(access("a", "GET x", Map.of()));
    for (String change :
        List.of(
            "update dompet.admin_access_log set actor = 'b'",
            "delete from dompet.admin_access_log",
            "truncate dompet.admin_access_log",
            "delete from dompet.admin_access_head",
            "truncate dompet.admin_access_head")) {
      assertThatThrownBy(() -> TestDatabase.execute(database.owner(), change))
          .as(change)
          .hasStackTraceContaining("append-only");
      assertThatThrownBy(() -> TestDatabase.execute(database.application(), change))
          .hasStackTraceContaining("permission denied");
    }
    for (String forged :
        List.of(
            "update admin_access_head set number = 7",
            "insert into admin_access_head (number, hash, at) values (1, decode(repeat('00', 32),"
                + " 'hex'), now())",
            "insert into admin_access_log (actor, action, outcome, number) values ('a', 'b',"
                + " 'DONE', 9)",
            "insert into admin_access_log (actor, action, outcome, at) values ('a', 'b', 'DONE',"
                + " now())",
            "insert into admin_access_log (actor, action, outcome, hash) values ('a', 'b', 'DONE',"
                + " '')")) {
      assertThatThrownBy(() -> TestDatabase.execute(database.application(), forged))
          .as(forged)
          .hasStackTraceContaining("permission denied");
    }
    assertThat(verify.verify(1, n -> {}).intact()).isTrue();
  }

  @Test
  void showsWhatWasTouchedBehindItsBack() {
    for (int i = 0; i < 5; i++) {
      log.write(access("a", "GET x", Map.of("limit", "5")));
    }
    touchedBy("set actor = 'b'", 3);
    touchedBy("set roles = '{ADMIN,USER}'", 3);
    touchedBy("set at = at - interval '1 hour'", 3);
    touchedBy("set metadata = '{\"limit\": \"6\"}'", 3);
    touchedBy("set target = null", 3);
    touchedBy("set status = 403", 3);
    touchedBy("set outcome = 'REFUSED'", 3);
    touchedBy("set request_id = 'r-2'", 3);
    touchedBy("set user_agent = 'test2'", 3);
    assertThat(verify.verify(1, n -> {}).faults()).isEmpty();

    // Made anew with a good hash of its own: the line after it does not fit.
    behindItsBack(
        "update admin_access_log set actor = 'b' where number = 3;"
            + " update admin_access_log l set hash = admin_access_hash(l) where number = 3");
    assertThat(kinds()).containsExactly("LINE_UNCHAINED 4");

    behindItsBack("delete from admin_access_log where number = 4");
    assertThat(kinds()).containsExactly("LINE_MISSING 4");

    behindItsBack("delete from admin_access_log where number = 5");
    assertThat(kinds()).containsExactly("END_DIFFERS 3");
  }

  @Test
  void isSearchedByEverythingInPages() {
    log.write(access("a", "GET x", Map.of()));
    log.write(access("b", "GET x", Map.of()));
    log.write(access("a", "POST y", Map.of()));
    Instant second = log.find(2).orElseThrow().at();
    Instant third = log.find(3).orElseThrow().at();

    assertThat(numbers(AccessLog.Filter.ANY)).containsExactly(3L, 2L, 1L);
    assertThat(numbers(filter("a", null, null, null))).containsExactly(3L, 1L);
    assertThat(numbers(filter(null, "GET x", null, null))).containsExactly(2L, 1L);
    assertThat(numbers(filter(null, null, second, null))).containsExactly(3L, 2L);
    assertThat(numbers(filter(null, null, null, second))).containsExactly(1L);
    assertThat(numbers(filter(null, null, second, third))).containsExactly(2L);
    assertThat(numbers(filter(null, null, third.plusSeconds(60), null))).isEmpty();
    assertThat(numbers(filter(null, null, null, third.plusSeconds(60)))).hasSize(3);
    assertThat(
            numbers(
                new AccessLog.Filter(
                    null, null, "t", Access.Outcome.DONE, "192.0.2.1", "r-1", null, null)))
        .hasSize(3);
    assertThat(
            numbers(
                new AccessLog.Filter(
                    null, null, null, Access.Outcome.FAILED, null, null, null, null)))
        .isEmpty();
    assertThat(log.list(AccessLog.Filter.ANY, 3, 1))
        .extracting(AccessLine::number)
        .containsExactly(2L);
  }

  @Test
  void holdsNoSecretWhateverIsHandedIn() {
    String token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl";
    log.write(
        new Access(
            "a",
            List.of("ADMIN"),
            "GET x",
            "t " + token,
            new TreeMap<>(
                Map.of("password", "1", "access_token", "x", "q", token, token, "1", "limit", "5")),
            new Caller("192.0.2.1", "agent " + token, "r"),
            Access.Outcome.DONE,
            200));

    String path = "/api/v1/admin/reconciliation/findings/01a1fd3c-3d10-7000-9c1e-6f0d2a8b4c55/no";
    Access known = access("a", "GET x", Map.of());
    assertThat(
            new Access(
                    "a", List.of(), "GET x", path, known.metadata(), CALLER, known.outcome(), 404)
                .target())
        .isEqualTo(path);
    AccessLine line = log.find(1).orElseThrow();
    assertThat(line.toString()).doesNotContain(token).doesNotContain("=x");
    assertThat(line.access().metadata())
        .containsEntry("password", Access.REDACTED)
        .containsEntry("access_token", Access.REDACTED)
        .containsEntry("q", Access.REDACTED)
        .containsEntry("limit", "5")
        .containsEntry(Access.REDACTED, "1");
  }

  private void touchedBy(String change, long number) {
    List<String> columns =
        List.of(
            "actor",
            "roles",
            "at",
            "metadata",
            "target",
            "status",
            "outcome",
            "request_id",
            "user_agent");
    behindItsBack(
        "create table kept_line as select * from admin_access_log where number = "
            + number
            + "; update admin_access_log "
            + change
            + " where number = "
            + number);
    try {
      assertThat(kinds()).as(change).containsExactly("LINE_CHANGED " + number);
    } finally {
      behindItsBack(
          "update admin_access_log l set ("
              + String.join(", ", columns)
              + ") = (select "
              + String.join(", ", columns)
              + " from kept_line) where number = "
              + number
              + "; drop table kept_line");
    }
  }

  private List<String> kinds() {
    return verify.verify(1, n -> {}).faults().stream()
        .map(fault -> fault.kind() + " " + fault.number())
        .toList();
  }

  private List<Long> numbers(AccessLog.Filter filter) {
    return log.list(filter, Long.MAX_VALUE, 50).stream().map(AccessLine::number).toList();
  }

  private static AccessLog.Filter filter(
      @Nullable String actor,
      @Nullable String action,
      @Nullable Instant from,
      @Nullable Instant to) {
    return new AccessLog.Filter(actor, action, null, null, null, null, from, to);
  }

  private static Access access(String actor, String action, Map<String, String> facts) {
    return new Access(
        actor,
        List.of("ADMIN"),
        action,
        "t",
        new TreeMap<>(facts),
        CALLER,
        Access.Outcome.DONE,
        200);
  }

  private void behindItsBack(String sql) {
    TestDatabase.execute(
        database.superuser(),
        "set session_replication_role = replica; set search_path = dompet; " + sql);
  }
}
