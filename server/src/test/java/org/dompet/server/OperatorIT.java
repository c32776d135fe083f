package org.dompet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dompet.server.place.ExitCode;
import org.dompet.server.text.DisplayWidth;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's commands on a real embedded database, sealed, and damaged behind its back. */
class OperatorIT {

  private static final String SOMCHAIS =
      "select w.%s from wallet w join app_user u on u.id = w.user_id"
          + " where u.username = 'somchai' and w.currency = 'THB'";

  @TempDir private static Path directory;
  private static EmbeddedInstance instance;
  private static String wallet;
  private static String account;

  private final RecordingTerminal terminal = new RecordingTerminal();

  @BeforeAll
  static void start() {
    instance = EmbeddedInstance.start(directory.resolve("var"));
    instance.seal();
    instance.keep();
    wallet = instance.ask(SOMCHAIS.formatted("id"));
    account = instance.ask(SOMCHAIS.formatted("available_account"));
  }

  @AfterAll
  static void stop() {
    instance.close();
  }

  @AfterEach
  void restore() {
    instance.restore();
  }

  @Test
  void findsBalancedBooksBalanced() {
    assertThat(run("reconcile")).isEqualTo(ExitCode.OK.number());
    assertThat(terminal.said().lines().filter(line -> line.endsWith("BALANCED"))).hasSize(9);
    assertThat(terminal.said()).endsWith("9 balanced, 0 not\n").doesNotContain("\u001b");
  }

  @Test
  void showsAWrongBalanceAndLeavesItAlone() {
    wrongBalance();

    assertThat(run("reconcile", "--format", "csv")).isEqualTo(ExitCode.DISCREPANCIES.number());

    assertThat(terminal.said().lines())
        .startsWith("wallet,owner,currency,balance,ledger,discrepancy,status")
        .contains(wallet + ",Somchai Jaidee,THB,10000.50,10000.00,0.50,BALANCE_MISMATCH");
    assertThat(terminal.said().lines().filter(line -> line.endsWith(",BALANCED"))).hasSize(8);
    assertThat(balance()).isEqualTo("10000.50");
  }

  @Test
  void looksAtTheNamedWalletsAlone() {
    wrongBalance();
    String other = instance.ask("select id from wallet where currency = 'USD' order by id limit 1");

    assertThat(run("reconcile", other)).isEqualTo(ExitCode.OK.number());
    assertThat(run("reconcile", other, wallet)).isEqualTo(ExitCode.DISCREPANCIES.number());
    assertThat(run("reconcile", UUID.randomUUID().toString())).isEqualTo(ExitCode.USAGE.number());
    assertThat(run("reconcile", "7")).isEqualTo(ExitCode.USAGE.number());
  }

  @Test
  void printsOneJsonDocument() {
    wrongBalance();

    run("reconcile", wallet, "--format=json");

    assertThat(terminal.said())
        .isEqualTo(
            """
            {"rows":[
            {"wallet":"%s","owner":"Somchai Jaidee","currency":"THB","balance":"10000.50","ledger":"10000.00","discrepancy":"0.50","status":"BALANCE_MISMATCH"}],
            "summary":{"balanced":0,"discrepancies":1,"broken":false}}
            """
                .formatted(wallet));
  }

  @Test
  void linesUpThaiNames() {
    instance.damage(
        "update app_user set display_name = 'พี่น้ำผึ้ง ใจดี' where username = 'somchai';"
            + " update app_user set display_name = '王小明' where username = 'siti'");

    run("reconcile");

    List<String> rows = terminal.said().lines().filter(line -> line.endsWith("BALANCED")).toList();
    assertThat(rows).hasSize(9).anyMatch(row -> row.contains("พี่น้ำผึ้ง"));
    assertThat(rows).extracting(DisplayWidth::of).containsOnly(DisplayWidth.of(rows.get(0)));
  }

  @Test
  void fixesAWrongBalanceWhenToldTo() {
    wrongBalance();
    instance.damage("update account set version = 7 where id = '" + account + "'");
    String postings =
        instance.ask("select md5(string_agg(p::text, ',' order by p::text)) from posting p");

    assertThat(run("reconcile", "--fix", "--force")).isEqualTo(ExitCode.OK.number());

    assertThat(balance()).isEqualTo("10000.00");
    assertThat(instance.ask("select md5(string_agg(p::text, ',' order by p::text)) from posting p"))
        .isEqualTo(postings);
    assertThat(
            instance.ask(
                "select outcome || ' ' || reason from audit_record where action ="
                    + " 'account.fix-balance' and actor like 'operator:%' and target = '"
                    + account
                    + "' order by id desc limit 1"))
        .isEqualTo("DONE balance 10000.5 -> 10000 THB, version 7 -> 1");
    assertThat(run("reconcile")).isEqualTo(ExitCode.OK.number());
  }

  @Test
  void asksBeforeItFixes() {
    wrongBalance();

    assertThat(run("reconcile", "--fix")).isEqualTo(ExitCode.USAGE.number());
    assertThat(terminal.complaints()).contains("would fix account " + account).contains("--force");
    terminal.willAnswer("no");
    assertThat(run("reconcile", "--fix")).isEqualTo(ExitCode.DISCREPANCIES.number());
    assertThat(balance()).isEqualTo("10000.50");

    terminal.willAnswer("yes");
    assertThat(run("reconcile", "--fix", wallet)).isEqualTo(ExitCode.OK.number());
    assertThat(balance()).isEqualTo("10000.00");
    assertThat(run("reconcile", "--force")).isEqualTo(ExitCode.USAGE.number());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update posting set amount = amount + 1 where account_id = '%s'",
        "update posting set sequence = 2 where account_id = '%s'",
        "delete from posting where account_id = '%s'",
        "delete from journal_entry where id = (select entry_id from posting where account_id ="
            + " '%s')"
      })
  void neverFixesABrokenLedger(String sql) {
    wrongBalance();
    instance.damage(sql.formatted(account));

    assertThat(run("reconcile", "--fix", "--force")).isEqualTo(ExitCode.BROKEN.number());
    assertThat(balance()).isEqualTo("10000.50");
  }

  @Test
  void derivesNothingFromEntriesThatWereTouched() {
    wrongBalance();
    String entry = instance.ask("select min(id::text) from journal_entry");
    instance.damage("update journal_entry set description = 'x' where id = '" + entry + "'");

    assertThat(run("reconcile", "--fix", "--force")).isEqualTo(ExitCode.BROKEN.number());
    assertThat(terminal.complaints()).contains("entry " + entry).contains("was changed");
    assertThat(balance()).isEqualTo("10000.50");
  }

  @Test
  void derivesNothingFromPostingsThatAreNotSealed() {
    wrongBalance();
    instance.damage("delete from seal");

    assertThat(run("reconcile", "--fix", "--force")).isEqualTo(ExitCode.DISCREPANCIES.number());
    assertThat(terminal.complaints()).contains("not sealed yet");
    assertThat(balance()).isEqualTo("10000.50");
  }

  @Test
  void worksOnADatabaseThatSettingsName() {
    wrongBalance();
    Map<String, String> external = Map.of("DATABASE_URL", instance.applicationUrl());

    assertThat(instance.run(terminal, external, "reconcile"))
        .isEqualTo(ExitCode.DISCREPANCIES.number());
    assertThat(
            instance.run(
                terminal,
                Map.of("DATABASE_URL", "postgres://dompet_app:x@127.0.0.1:1/dompet"),
                "reconcile"))
        .isEqualTo(ExitCode.DATABASE.number());
  }

  @Test
  void walksTheSeals() {
    assertThat(run("ledger", "verify")).isEqualTo(ExitCode.OK.number());
    assertThat(terminal.said())
        .contains("3 seals of 9 entries walked; 0 entries wait")
        .contains("head: 3:")
        .endsWith("intact\n");
  }

  @Test
  void namesTheEntryThatWasTouched() {
    String entry =
        instance.ask("select entry_id from posting where account_id = '" + account + "'");
    String noted =
        instance.ask("select number || ':' || encode(hash, 'hex') from seal where number = 3");
    assertThat(run("ledger", "verify", "--head", noted)).isEqualTo(ExitCode.OK.number());
    instance.damage("update posting set amount = amount + 1 where entry_id = '" + entry + "'");

    assertThat(run("ledger", "verify")).isEqualTo(ExitCode.BROKEN.number());
    assertThat(terminal.said()).contains("POSTINGS_CHANGED the postings of entry " + entry);

    instance.damage("delete from seal");
    instance.seal();
    assertThat(run("ledger", "verify")).isEqualTo(ExitCode.OK.number());
    assertThat(run("ledger", "verify", "--head", noted, "--format=json"))
        .isEqualTo(ExitCode.BROKEN.number());
    assertThat(terminal.said()).contains("\"kind\":\"HEAD_DIFFERS\",\"seal\":");
    assertThat(run("ledger", "verify", "--head", "3")).isEqualTo(ExitCode.USAGE.number());
  }

  @Test
  void isInTheAdminAccessLogAndWalksIt() {
    assertThat(run("jobs", "pause", "order-expiry")).isZero();
    assertThat(run("jobs", "resume", "order-expiry")).isZero();
    String line =
        instance.ask(
            "select max(number) from admin_access_log where action = 'job.resume'"
                + " and target = 'order-expiry' and actor like 'operator:%' and outcome = 'DONE'");
    String noted = line + ":" + instance.ask("select encode(hash, 'hex') from admin_access_head");

    assertThat(run("audit", "verify", "--head", noted)).isEqualTo(ExitCode.OK.number());
    assertThat(terminal.said()).contains("head: " + noted).endsWith("intact\n");
    assertThat(run("audit", "verify", "--head", "3")).isEqualTo(ExitCode.USAGE.number());

    instance.damage("update admin_access_log set actor = actor || '!' where number = " + line);
    assertThat(run("audit", "verify", "--format=json")).isEqualTo(ExitCode.BROKEN.number());
    assertThat(terminal.said())
        .contains("\"intact\":false")
        .contains("\"kind\":\"LINE_CHANGED\",\"line\":" + line);
    assertThat(run("audit", "verify", "--format=csv")).isEqualTo(ExitCode.BROKEN.number());
    assertThat(terminal.said()).contains("LINE_CHANGED," + line + ",");
    instance.damage("update admin_access_log set actor = rtrim(actor, '!') where number = " + line);
    assertThat(run("audit", "verify")).isEqualTo(ExitCode.OK.number());
  }

  @Test
  void countsOnBackupsThatAreNoted() {
    assertThat(run("readiness", "--production", "--format=csv"))
        .isEqualTo(ExitCode.DISCREPANCIES.number());
    assertThat(terminal.said())
        .contains("\nbackup,FAIL,no backup is known,docs/readiness.md#backup\n")
        .contains("\nrestore-test,FAIL,")
        .contains("\ndemo-data,FAIL,")
        .contains("\nmigrations,PASS,")
        .contains("\ndatabase-role,PASS,")
        .contains("\nbooks,PASS,")
        .contains("\nserver,WARN,SKIPPED: ");

    assertThat(run("backup", "record", "--evidence=nightly dump")).isZero();
    assertThat(run("backup", "tested", "--evidence=on spare-1", "--at=2020-01-01T00:00:00Z"))
        .isZero();

    RecordingTerminal again = new RecordingTerminal();
    instance.run(again, "readiness", "--production", "--format=csv");
    assertThat(again.said())
        .containsPattern("\nbackup,PASS,.*nightly dump, noted by operator:")
        .containsPattern("\nrestore-test,FAIL,.*days ago .on spare-1");
    assertThat(
            instance.ask(
                "select string_agg(action || ' ' || reason, ', ' order by id) from audit_record"
                    + " where action like 'backup.%'"))
        .isEqualTo("backup.record nightly dump, backup.tested on spare-1");
  }

  @Test
  void saysWhatToDoAboutEachThatDoesNotPass() {
    run("readiness");
    assertThat(terminal.said())
        .containsPattern("(?m)^PASS  database +PostgreSQL")
        .contains("what to do: docs/readiness.md#restore-test")
        .containsPattern("\n[0-9]+ passed, [0-9]+ warnings, [0-9]+ failed .profile development.\n");
    assertThat(terminal.complaints()).contains("SKIPPED");
  }

  @Test
  void steersJobs() {
    assertThat(run("jobs", "pause", "ledger-seal")).isZero();
    assertThat(run("jobs", "list")).isZero();
    assertThat(terminal.said()).contains("wallet-reconciliation");
    assertThat(terminal.said().lines().filter(line -> line.startsWith("ledger-seal  ")))
        .singleElement()
        .asString()
        .endsWith("paused");
    assertThat(run("jobs", "resume", "ledger-seal")).isZero();
    assertThat(
            instance.ask(
                "select string_agg(action || ' ' || target, ', ' order by id) from audit_record"
                    + " where action like 'job.%' and target = 'ledger-seal'"))
        .isEqualTo("job.pause ledger-seal, job.resume ledger-seal");
  }

  @Test
  void takesBackARunThatNoServerTakes() {
    assertThat(run("jobs", "run", "hold-expiry", "--patience", "0"))
        .isEqualTo(ExitCode.APPLICATION.number());
    assertThat(terminal.complaints()).contains("no server took the run");
    assertThat(run("jobs", "history", "hold-expiry", "--format=csv")).isZero();
    assertThat(terminal.said()).contains(",hold-expiry,operator:").contains(",STOPPED,");
  }

  @Test
  void asksForRunsStopsAndRestartsThem() {
    assertThat(run("jobs", "run", "order-expiry", "--no-wait")).isZero();
    String run = terminal.said().strip();
    assertThat(run("jobs", "run", "order-expiry")).isEqualTo(ExitCode.USAGE.number());
    assertThat(terminal.complaints()).contains("A run of order-expiry is open");
    assertThat(run("jobs", "restart", run)).isEqualTo(ExitCode.USAGE.number());
    assertThat(run("jobs", "stop", run)).isZero();
    assertThat(run("jobs", "restart", run)).isZero();
    assertThat(run("jobs", "stop", run)).isZero();
    assertThat(run("jobs", "stop", UUID.randomUUID().toString()))
        .isEqualTo(ExitCode.USAGE.number());
  }

  private int run(String... arguments) {
    return instance.run(terminal, arguments);
  }

  private static void wrongBalance() {
    instance.damage("update account set balance = balance + 0.5 where id = '" + account + "'");
  }

  private static String balance() {
    return instance.ask("select round(balance, 2) from account where id = '" + account + "'");
  }
}
