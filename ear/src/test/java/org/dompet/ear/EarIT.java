package org.dompet.ear;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.dompet.testing.Books;
import org.dompet.testing.Prober;
import org.dompet.testing.RaisedLimits;
import org.dompet.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The enterprise archive on a full Payara Server, deployed as docs/ear.md says. */
@Tag("payara-server")
class EarIT {
  private static final Path ROOT =
      Path.of(System.getProperty("dompet.root")).toAbsolutePath().normalize();
  private static final Path DIRECTORY = ROOT.resolve("ear/target/ear-check");
  private static final List<String> CHECKS = List.of("database", "migrations", "broker", "writer");
  private static final String WALLETS = "/api/v1/wallets";
  private static final String TRANSFERS = "/api/v1/transfers";

  /** On a busy machine the server loads the archive for a minute after it says it has started. */
  private static final Duration START = Duration.ofMinutes(5);

  /** Expired holds are looked for every minute. */
  private static final Duration HOLD_EXPIRY = Duration.ofSeconds(100);

  /** Lost messages are looked for every five minutes. */
  private static final Duration WEBHOOK_RETRY = Duration.ofSeconds(330);

  private static final String COMPLETED =
      """
      select jobexecid
        from dompet_batch.executioninstancedata
        join dompet_batch.jobinstancedata using (jobinstanceid)
       where name = 'webhook-retry' and batchstatus = 'COMPLETED'\
      """;

  /** One test, because each start costs half a minute: the life of a deployment. */
  @Test
  void servesSafelyAlsoAfterARestartOfTheServer() throws Exception {
    empty(DIRECTORY);
    SigningKey key = SigningKey.generate();
    try (TestDatabase database = TestDatabase.start(Map.of());
        Bank bank = new Bank(database);
        PayaraServer server = new PayaraServer(home(), DIRECTORY)) {
      server.create();
      server.start();
      deploy(server, database, key);
      Api api = new Api(server.url());
      awaitReady(server, api);
      refusesStrangers(api, key);
      describesItself(api);
      opensDoorsToTheirRoles(api, key);

      String ann = api.signIn(1, "ann");
      String bob = api.signIn(2, "bob");
      UUID annsWallet = id(api.wallet(ann));
      bank.deposit(annsWallet, "100.00");
      transfer(api, ann, annsWallet, "30.00");
      assertThat(available(api, ann)).isEqualTo("70.00");
      assertThat(available(api, bob)).isEqualTo("30.00");

      server.stop();
      bank.holdBriefly(annsWallet, "50.00");
      try (Prober prober = new Prober(server.page("/health/ready"), server.page("/metrics"))) {
        server.start();
        awaitReady(server, api);
        assertThat(prober.answered()).isPositive();
      }
      refusesStrangers(api, key);
      opensDoorsToTheirRoles(api, key);
      describesItself(api);

      transfer(api, ann, annsWallet, "5.00");
      assertThat(available(api, bob)).isEqualTo("35.00");
      await(
          "the timer gave back what was held",
          HOLD_EXPIRY,
          server,
          () -> available(api, ann).equals("65.00"));
      await(
          "the job that looks for lost messages has left its record",
          WEBHOOK_RETRY,
          server,
          () -> hasCompletedAJob(database));
      Books.prove(database.owner());
    }
  }

  private static void deploy(PayaraServer server, TestDatabase database, SigningKey key)
      throws IOException {
    Path archives = Files.createDirectories(DIRECTORY.resolve("archives"));
    copy("broker/target/dompet-broker.rar", archives);
    copy("ear/target/dompet.ear", archives);
    Path keys = DIRECTORY.resolve("secrets/jwt.pem");
    key.write(keys);
    server.configure(RaisedLimits.properties());
    server.deploy(
        ROOT.resolve("config/payara/deploy-ear"),
        Map.of("database-password", TestDatabase.PASSWORD, "bot-tokens", Telegram.BOT_TOKEN),
        Map.of(
            "ARCHIVES", archives.toString(),
            "DOMPET_PROFILE", "development",
            "DOMPET_DATABASE_URL", database.url(),
            "DOMPET_DATABASE_USER", TestDatabase.APPLICATION,
            "DOMPET_JWT_KEYS", keys.toString(),
            "DOMPET_BROKER_DIRECTORY", DIRECTORY.resolve("broker").toString()));
  }

  /** 401 for nobody and for a forged token, 403 for a role that may not. */
  private static void refusesStrangers(Api api, SigningKey key)
      throws IOException, GeneralSecurityException {
    String keyId =
        api.get("/.well-known/jwks.json", null).json().get("keys").get(0).get("kid").textValue();
    String auditor = key.token(keyId, "AUDITOR");
    String forged = SigningKey.generate().token(keyId, "USER");
    Map<String, String> body = Map.of();
    assertProblem(api.get(WALLETS, null), 401);
    assertProblem(api.get(WALLETS, auditor), 403);
    assertThat(api.get(WALLETS, forged).status()).isEqualTo(401);
    assertProblem(api.post(TRANSFERS, null, "stranger", body), 401);
    assertProblem(api.post(TRANSFERS, auditor, "stranger", body), 403);
    assertThat(api.post(TRANSFERS, forged, "stranger", body).status()).isEqualTo(401);
  }

  /** Every door of the table in docs/security.md, as nobody and as each role. */
  private static void opensDoorsToTheirRoles(Api api, SigningKey key)
      throws IOException, GeneralSecurityException {
    String keyId =
        api.get("/.well-known/jwks.json", null).json().get("keys").get(0).get("kid").textValue();
    List<RoleTable.Row> rows = RoleTable.read(ROOT.resolve("docs/security.md"));
    assertThat(rows).hasSizeGreaterThan(60);
    List<String> wrong = new ArrayList<>();
    for (RoleTable.Row row : rows) {
      for (String caller : RoleTable.CALLERS) {
        @Nullable String token = caller.equals(RoleTable.NOBODY) ? null : key.token(keyId, caller);
        Api.Answer answer = api.send(row.method(), row.path(), token, row.contentType());
        if (!row.allows(caller, answer.status())) {
          wrong.add(row + " as " + caller + ": " + answer.status());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** The contract as it was written, not as the server would guess it. */
  private static void describesItself(Api api) throws IOException {
    Api.Answer answer = api.get("/openapi", null);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text())
        .isEqualTo(Files.readString(ROOT.resolve("web-module/src/main/resources/openapi.yaml")));
    assertThat(api.get("/openapi?format=json", null).json().has("paths")).isTrue();
  }

  private static void assertProblem(Api.Answer answer, int status) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.type()).startsWith("application/problem+json");
  }

  private static void transfer(Api api, String token, UUID from, String amount) throws IOException {
    Api.Answer answer =
        api.post(
            TRANSFERS,
            token,
            UUID.randomUUID().toString(),
            Map.of(
                "fromWalletId",
                from,
                "to",
                Map.of("username", "bob"),
                "amount",
                amount,
                "currency",
                "THB"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private static String available(Api api, String token) throws IOException {
    return api.wallet(token).get("available").textValue();
  }

  private static boolean hasCompletedAJob(TestDatabase database) throws SQLException {
    try (Connection connection = database.owner().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(COMPLETED)) {
      return rows.next();
    }
  }

  private static UUID id(JsonNode wallet) {
    return UUID.fromString(wallet.get("id").textValue());
  }

  private static void awaitReady(PayaraServer server, Api api) throws Exception {
    String[] seen = {"nothing"};
    try {
      await("all of /health/ready is up", START, server, () -> isReady(api, seen));
    } catch (AssertionError late) {
      throw new AssertionError(
          late.getMessage() + "\nlast seen: " + seen[0] + "\n" + server.endOfLog(), late);
    }
  }

  private static boolean isReady(Api api, String[] seen) {
    try {
      Api.Answer answer = api.get("/health/ready", null);
      seen[0] = answer.toString();
      return answer.status() == 200
          && answer.json().get("checks").findValuesAsText("name").containsAll(CHECKS);
    } catch (IOException notListening) {
      seen[0] = notListening.toString();
      return false;
    }
  }

  private static void await(
      String what, Duration patience, PayaraServer server, Callable<Boolean> condition)
      throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline || !server.isRunning()) {
        throw new AssertionError("Not so: " + what + "; see " + server.log());
      }
      LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
    }
  }

  private static Path home() {
    return Path.of(System.getProperty("payara.home"));
  }

  private static void copy(String file, Path directory) throws IOException {
    Path source = ROOT.resolve(file);
    Files.copy(source, directory.resolve(source.getFileName()));
  }

  private static void empty(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(directory);
  }
}
