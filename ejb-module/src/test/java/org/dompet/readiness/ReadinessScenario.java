package org.dompet.readiness;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.dompet.configuration.Catalogue;
import org.dompet.configuration.SecretsAge;
import org.dompet.job.Job;
import org.dompet.job.JobSettings;
import org.dompet.testing.SettableClock;
import org.dompet.testing.TestDatabase;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database in which all is well, and what breaks each check. What checks read is shadowed by
 * empty tables of its own: other tests leave theirs as they like.
 */
final class ReadinessScenario {
  private static final String SHADOW = "readiness_test";
  private static final List<String> SHADOWED =
      List.of(
          "maintenance",
          "job_run",
          "job_slot",
          "job_control",
          "account",
          "finding",
          "seal",
          "dead_letter",
          "alert",
          "app_user",
          "admin_access_log",
          "admin_access_head");
  private static final int POOL = 20;

  final SettableClock clock = new SettableClock(Instant.now());
  private final Instant since = clock.instant();
  private final TestDatabase database = TestDatabase.shared();

  ReadinessScenario() {
    execute(
        "drop schema if exists %1$s cascade; create schema %1$s; grant usage on schema %1$s to dompet_app"
            .formatted(SHADOW));
    for (String table : SHADOWED) {
      execute(
          "create table %1$s.%2$s (like dompet.%2$s including defaults including constraints)"
              .formatted(SHADOW, table));
    }
    execute(
        "create table "
            + SHADOW
            + ".second_factor (user_id uuid not null, confirmed_at timestamptz)");
    execute("grant select, insert on all tables in schema " + SHADOW + " to dompet_app");
  }

  /** As it was made: nothing is known, and it is now. */
  void reset() {
    execute(
        "truncate "
            + String.join(", ", SHADOWED)
            + "; drop function if exists "
            + SHADOW
            + ".inet_client_addr()");
    clock.set(Instant.now());
  }

  /** Connections of the application's role that see the shadows first, the server's own too. */
  DataSource application(String... options) {
    PGSimpleDataSource source = (PGSimpleDataSource) database.application();
    source.setOptions(
        String.join(" ", options) + " -c search_path=" + SHADOW + ",pg_catalog,dompet");
    return source;
  }

  /** Adds to the shadows, as somebody who may do anything. */
  void execute(String sql) {
    TestDatabase.execute(
        database.superuser(), "set search_path = " + SHADOW + ", pg_catalog, dompet; " + sql);
  }

  Maintenance maintenance() {
    return new Maintenance(application(), clock);
  }

  DatabaseChecks.World world(DataSource source) {
    return world(source, new BackupSettings(null, Duration.ofDays(1), Duration.ofDays(90)));
  }

  DatabaseChecks.World world(DataSource source, BackupSettings backups) {
    return new DatabaseChecks.World(
        source, clock, JobSettings.defaults(), backups, secrets(), newestSchema(), since);
  }

  /** One secret, changed when the scenario began. */
  private SecretsAge secrets() {
    Map<String, String> values =
        Map.of(
            "dompet.broker.password", "x", "dompet.broker.password.rotated-at", since.toString());
    return new SecretsAge(Catalogue.packaged(), key -> Optional.ofNullable(values.get(key)), clock);
  }

  BackupSettings backupsIn(Path directory) {
    return new BackupSettings(directory, Duration.ofDays(1), Duration.ofDays(90));
  }

  List<Check> checks() {
    return DatabaseChecks.all(world(application()), POOL);
  }

  Verdict look(String name, DatabaseChecks.World world) {
    return DatabaseChecks.all(world, POOL).stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow()
        .lookSafely();
  }

  Verdict look(String name) {
    return look(name, world(application()));
  }

  /** All checks, in a world in which each passes. */
  List<Check> good() {
    Instant now = Instant.now();
    clock.set(now);
    execute(
        "insert into admin_access_head (number, hash, at) values (0, decode(repeat('00', 32), 'hex'), now())");
    maintenance().note(Maintenance.Kind.BACKUP, now, "a file", "somebody");
    maintenance().note(Maintenance.Kind.RESTORE_TEST, now, "a run", "somebody");
    administrator();
    execute("insert into second_factor select id, now() from app_user");
    for (Job job : List.of(Job.WALLET_RECONCILIATION, Job.LEDGER_SEAL)) {
      execute(
          "insert into job_run (id, job, trigger, state, requested_at, started_at, ended_at)"
              + " values (gen_random_uuid(), '%s', 'TIMER', 'COMPLETED', now(), now(), now())"
                  .formatted(job.code()));
    }
    return checks();
  }

  private void administrator() {
    execute(
        "insert into app_user (id, email, password_hash, display_name, roles, created_at) values"
            + " (gen_random_uuid(), 'nok@example.org', 'x', 'Nok', '{USER,ADMIN}', now())");
  }

  /** What makes each check fail, by its name. */
  Map<String, Supplier<Verdict>> broken() {
    Map<String, Supplier<Verdict>> broken = new TreeMap<>();
    broken.put("database", () -> look("database", world(nowhere())));
    broken.put(
        "migrations", () -> new SchemaIsCurrent(database.application(), "9999").lookSafely());
    broken.put("database-role", () -> look("database-role", world(database.owner())));
    broken.put(
        "database-durability",
        () -> look("database-durability", world(application("-c synchronous_commit=off"))));
    broken.put(
        "database-encryption",
        () -> {
          execute(
              "create or replace function inet_client_addr() returns inet language sql as"
                  + " $$ select inet '192.0.2.1' $$");
          return look("database-encryption");
        });
    broken.put("backup", () -> look("backup"));
    broken.put("restore-test", () -> look("restore-test"));
    broken.put(
        "secrets",
        () -> {
          clock.advance(Duration.ofDays(90));
          return look("secrets");
        });
    broken.put(
        "jobs",
        () -> {
          clock.advance(Duration.ofHours(3));
          return look("jobs");
        });
    broken.put(
        "connection-pool", () -> new ConnectionsSuffice(application(), 100_000).lookSafely());
    broken.put(
        "clock",
        () -> {
          clock.set(Instant.now().plusSeconds(60));
          return look("clock");
        });
    broken.put(
        "books",
        () -> {
          execute(
              "insert into account (id, currency, kind, balance, version, opened_at)"
                  + " values (gen_random_uuid(), 'THB', 'available', 0.01, 1, now())");
          return look("books");
        });
    broken.put("reconciliation", () -> look("reconciliation"));
    broken.put(
        "findings",
        () -> {
          execute(
              "insert into finding (id, run_id, kind, subject, detail, found_at) values"
                  + " (gen_random_uuid(), gen_random_uuid(), 'BALANCE_MISMATCH', 'x', 'x', now())");
          return look("findings");
        });
    broken.put(
        "seals",
        () -> {
          execute(
              "insert into seal select 1, decode(repeat('00', 32), 'hex'), sha256('x'), false, id, 1,"
                  + " array[id], sha256('y'), sha256('z'), now() from gen_random_uuid() as id");
          return look("seals");
        });
    broken.put(
        "access-log",
        () -> {
          execute(
              "insert into admin_access_head (number, hash, at) values (7, sha256('x'), now())");
          return look("access-log");
        });
    broken.put(
        "dead-letters",
        () -> {
          execute(
              "insert into dead_letter (id, event, provider, external_id, type, payload, reason,"
                  + " attempts, first_failed_at, last_failed_at) values (gen_random_uuid(),"
                  + " gen_random_uuid(), 'stripe', 'x', 'x', '{}', 'x', 5, now() - interval '2 days',"
                  + " now() - interval '2 days')");
          return look("dead-letters");
        });
    broken.put(
        "alerts",
        () -> {
          execute(
              "insert into alert (id, type, severity, subject, summary, metadata, raised_at,"
                  + " last_raised_at) values (gen_random_uuid(), 'JOB_CRASH', 'CRITICAL', 'x', 'x',"
                  + " '{}', now(), now())");
          return look("alerts");
        });
    broken.put(
        "administrator",
        () -> {
          administrator();
          return look("administrator");
        });
    broken.put(
        "demo-data",
        () -> {
          execute(
              "insert into app_user (id, telegram_id, username, display_name, created_at)"
                  + " values (gen_random_uuid(), 1001, 'somchai', 'Somchai Jaidee', now())");
          return look("demo-data");
        });
    return broken;
  }

  private static DataSource nowhere() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl("jdbc:postgresql://127.0.0.1:1/dompet");
    return source;
  }

  private String newestSchema() {
    return Question.ask(
        database.owner(),
        "select version from flyway_schema_history where version is not null"
            + " order by installed_rank desc limit 1",
        row -> row.getString(1));
  }
}
