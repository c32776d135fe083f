package org.dompet.server.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dompet.configuration.Profile;
import org.dompet.readiness.Check;
import org.dompet.readiness.Verdict;
import org.dompet.readiness.Verdict.State;
import org.dompet.server.place.Settings;
import org.dompet.server.place.VarDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Nothing on the checklist is a constant: each item passes in a good world and fails in a bad one.
 */
class EveryItemCanFailTest {
  private static final String SECRET = "a-secret-of-this-installation";

  @TempDir private Path directory;
  private StandInServer server;

  @BeforeEach
  void start() {
    server = new StandInServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everyItemIsMadeToFailHere() {
    assertThat(broken().keySet())
        .containsExactlyInAnyOrderElementsOf(own().stream().map(Check::name).toList());
  }

  @Test
  void namesAreUnique() {
    assertThat(Checklist.of(installation())).extracting(Check::name).doesNotHaveDuplicates();
  }

  @TestFactory
  List<DynamicTest> failsInABadWorld() {
    return new TreeMap<>(broken())
        .entrySet().stream()
            .map(
                item ->
                    DynamicTest.dynamicTest(
                        item.getKey(),
                        () -> {
                          server.reset();
                          Verdict verdict = item.getValue().get();
                          assertThat(verdict.state())
                              .as(verdict.evidence())
                              .isIn(State.FAIL, State.WARN);
                          assertThat(Checklist.isSkipped(verdict)).isFalse();
                        }))
            .toList();
  }

  @TestFactory
  List<DynamicTest> passesInAGoodWorld() {
    return good().stream()
        .map(
            check ->
                DynamicTest.dynamicTest(
                    check.name(),
                    () -> {
                      server.reset();
                      Verdict verdict = check.lookSafely();
                      assertThat(verdict.state()).as(verdict.evidence()).isEqualTo(State.PASS);
                    }))
        .toList();
  }

  @Test
  void skipsLoudlyWhatNobodyAnswers() {
    RunningServer nobody = new RunningServer(Optional.empty());
    for (Check check : Checklist.ofTheServer(installation(nobody))) {
      Verdict verdict = check.lookSafely();
      // What is not even configured needs no server to fail.
      if (!check.name().equals("https")) {
        assertThat(verdict.state()).as(check.name()).isEqualTo(State.WARN);
        assertThat(Checklist.isSkipped(verdict)).as(check.name()).isTrue();
      }
    }
  }

  /** Those of this module; the others have their own test beside the database. */
  private List<Check> own() {
    return Stream.concat(
            Checklist.ofTheServer(installation()).stream(),
            Checklist.ofTheMachine(installation()).stream())
        .toList();
  }

  private List<Check> good() {
    RunningServer client = server.client();
    Settings settings = settings(Map.of("DOMPET_HTTP_PUBLIC_URL", "https://pay.example"));
    Path secrets = directory("secrets", "rwx------");
    file(secrets.resolve("key"), SECRET, "rw-------");
    Path logs = directory("log", "rwx------");
    file(logs.resolve("server.log"), "{}\n{\"message\":\"ready\"}\n", "rw-------");
    Path journal = directory("journal", "rwx------");
    file(journal.resolve("journal-1"), "messages", "rw-------");
    return List.of(
        new ServerIsReady(client),
        new ProblemsTellNothing(client),
        new HeadersProtect(client),
        new PolicyIsStrict(client),
        new BannerIsAbsent(client),
        new HttpsIsKept(client, settings),
        new StrangersMayNotCall(client, settings),
        new AdminIsClosed(client),
        new LimitsAreOn(client),
        new WebhooksAreSigned(client),
        new MetricsAreServed(client),
        new HeapFits(client, () -> 1L << 30),
        new ProfileIsStrict(Profile.PRODUCTION),
        new ConfigurationIsGood(settings(Map.of()), Profile.DEVELOPMENT, Clock.systemUTC()),
        new BrokerIsPrivate(settings),
        new BrokerIsPrivate(
            settings(Map.of("BROKER_URL", "tcp://broker.example:61616?sslEnabled=true"))),
        new BrokerIsPrivate(settings(Map.of("BROKER_URL", "tcp://127.0.0.1:61616"))),
        new BrokerKeepsMessages(settings, journal),
        new TracesAreSent(
            name -> name.equals("OTEL_SDK_DISABLED") ? "false" : "http://collector.example:4318"),
        new DiskHasRoom(new DiskHasRoom.Space(10L << 30, 50L << 30)),
        new SecretFilesAreOurs(List.of(secrets, directory.resolve("missing"))),
        new LogsStaySmall(logs, 1 << 20),
        new LogsAreJson(logs.resolve("server.log")),
        new LogsKeepSecrets(logs, () -> Stream.of(SECRET)),
        new FilesSuffice(process(65_536, 12), Optional.of("7")),
        new ServerIsNotRoot(Optional.of("dompet")),
        new TimeZoneIsUtc(ZoneOffset.UTC));
  }

  private Map<String, Supplier<Verdict>> broken() {
    RunningServer client = server.client();
    Map<String, Supplier<Verdict>> broken = new HashMap<>();
    broken.put(
        "server",
        () -> {
          server.status("/ready", 503);
          return new ServerIsReady(client).lookSafely();
        });
    broken.put(
        "error-pages",
        () -> {
          server.body("/api/v1/wallets", "java.lang.NullPointerException at org.x");
          return new ProblemsTellNothing(client).lookSafely();
        });
    broken.put(
        "security-headers",
        () -> {
          server.withoutHeader("X-Content-Type-Options");
          return new HeadersProtect(client).lookSafely();
        });
    broken.put(
        "content-security-policy",
        () -> {
          server.header("Content-Security-Policy", "default-src 'self' 'unsafe-inline'");
          return new PolicyIsStrict(client).lookSafely();
        });
    broken.put(
        "server-banner",
        () -> {
          server.header("Server", "Payara Micro");
          return new BannerIsAbsent(client).lookSafely();
        });
    broken.put(
        "https",
        () -> {
          server.withoutHeader("Strict-Transport-Security");
          return new HttpsIsKept(
                  client, settings(Map.of("DOMPET_HTTP_PUBLIC_URL", "https://pay.example")))
              .lookSafely();
        });
    broken.put(
        "cors",
        () -> {
          server.allowEverybody();
          return new StrangersMayNotCall(client, settings(Map.of())).lookSafely();
        });
    broken.put(
        "admin-doors",
        () -> {
          server.status("/api/v1/admin/jobs/00000000-0000-0000-0000-000000000000/run", 202);
          return new AdminIsClosed(client).lookSafely();
        });
    broken.put(
        "rate-limits",
        () -> {
          server.withoutHeader("RateLimit-Policy");
          return new LimitsAreOn(client).lookSafely();
        });
    broken.put(
        "webhook-signatures",
        () -> {
          server.status("/webhooks/stripe", 202);
          return new WebhooksAreSigned(client).lookSafely();
        });
    broken.put(
        "metrics",
        () -> {
          server.body("/metrics", "dompet_one_total 1.0\n");
          return new MetricsAreServed(client).lookSafely();
        });
    broken.put("memory", () -> new HeapFits(client, () -> 100L << 20).lookSafely());
    broken.put("profile", () -> new ProfileIsStrict(Profile.DEVELOPMENT).lookSafely());
    broken.put(
        "configuration",
        () ->
            new ConfigurationIsGood(settings(Map.of()), Profile.PRODUCTION, Clock.systemUTC())
                .lookSafely());
    broken.put(
        "broker-encryption",
        () ->
            new BrokerIsPrivate(
                    settings(Map.of("BROKER_URL", "(tcp://127.0.0.1:1,tcp://b.example:61616)")))
                .lookSafely());
    broken.put(
        "broker-durability",
        () ->
            new BrokerKeepsMessages(settings(Map.of()), directory.resolve("no-journal"))
                .lookSafely());
    broken.put("tracing", () -> new TracesAreSent(name -> "").lookSafely());
    broken.put(
        "disk-space",
        () -> new DiskHasRoom(new DiskHasRoom.Space(200L << 20, 50L << 30)).lookSafely());
    broken.put(
        "secret-files",
        () -> {
          Path open = directory("open", "rwx------");
          file(open.resolve("key"), SECRET, "rw-r--r--");
          return new SecretFilesAreOurs(List.of(open)).lookSafely();
        });
    broken.put(
        "log-rotation",
        () -> {
          Path logs = directory("long", "rwx------");
          file(logs.resolve("server.log"), "x".repeat(2_000), "rw-------");
          return new LogsStaySmall(logs, 1_000).lookSafely();
        });
    broken.put(
        "log-format",
        () -> {
          Path logs = directory("prose", "rwx------");
          file(logs.resolve("server.log"), "{}\nDompet is ready\n", "rw-------");
          return new LogsAreJson(logs.resolve("server.log")).lookSafely();
        });
    broken.put(
        "log-secrets",
        () -> {
          Path logs = directory("told", "rwx------");
          file(logs.resolve("server.log"), "signed in with " + SECRET, "rw-------");
          return new LogsKeepSecrets(logs, () -> Stream.of(SECRET)).lookSafely();
        });
    broken.put(
        "file-descriptors",
        () -> new FilesSuffice(process(1_024, 12), Optional.of("7")).lookSafely());
    broken.put("process-user", () -> new ServerIsNotRoot(Optional.of("root")).lookSafely());
    broken.put("time-zone", () -> new TimeZoneIsUtc(ZoneId.of("Asia/Bangkok")).lookSafely());
    return broken;
  }

  private Installation installation() {
    return installation(server.client());
  }

  private Installation installation(RunningServer client) {
    return new Installation(
        new PGSimpleDataSource(),
        Clock.systemUTC(),
        settings(Map.of()),
        VarDirectory.at(directory.resolve("var")),
        Profile.PRODUCTION,
        name -> "",
        client);
  }

  private static Settings settings(Map<String, String> environment) {
    return new Settings(new Properties(), environment);
  }

  /** What /proc says of a process. */
  private Path process(int limit, int open) {
    Path proc = directory("proc-" + limit, "rwx------");
    Path process = proc.resolve("7");
    directory("proc-" + limit + "/7", "rwx------");
    directory("proc-" + limit + "/7/fd", "rwx------");
    for (int i = 0; i < open; i++) {
      file(process.resolve("fd").resolve(String.valueOf(i)), "", "rw-------");
    }
    file(
        process.resolve("limits"),
        "Limit  Soft Limit  Hard Limit  Units\nMax open files            %d  9  files\n"
            .formatted(limit),
        "rw-------");
    return proc;
  }

  private Path directory(String name, String permissions) {
    try {
      Path path = Files.createDirectories(directory.resolve(name));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
      return path;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void file(Path path, String content, String permissions) {
    try {
      Files.writeString(path, content);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
