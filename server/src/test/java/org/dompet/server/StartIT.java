package org.dompet.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.dompet.server.place.ExitCode;
import org.dompet.testing.Prober;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./dompet start}, with everything real. */
class StartIT {

  private static final String READY = "Dompet is ready: ";
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path directory;

  /** One test, because each start costs seconds: the life of an instance. */
  @Test
  void keepsItsDataThroughStopAndKillAndSharesItWithNobody() throws Exception {
    Path var = directory.resolve("var");
    int port = RunningDompet.freePort();

    try (RunningDompet first = start(var, port)) {
      assertThat(first.awaitLine(READY)).contains("http://localhost:" + port + "/api/v1");
      assertThat(status(port, "/health/ready")).isEqualTo(200);
      assertThat(first.output()).contains("administrator of the demo: ");
      writeMark(var, "committed before a stop");
      refusesASecondInstance(var);
      signsInitData(var);
      passesItsOwnChecklist(var, port);
      first.terminate();
      assertThat(first.awaitExit()).isEqualTo(TERMINATED);
    }
    assertThat(RunningDompet.processesOn(var)).isEmpty();

    try (RunningDompet second = start(var, port)) {
      second.awaitLine(READY);
      writeMark(var, "committed before a kill");
      second.kill();
    }
    assertThat(RunningDompet.processesOn(var)).isNotEmpty();

    try (RunningDompet third = start(var, port);
        Prober prober = new Prober(page(port, "/health/ready"), page(port, "/metrics"))) {
      third.awaitLine(READY);
      assertThat(status(port, "/health/ready")).isEqualTo(200);
      assertThat(prober.answered()).isPositive();
      assertThat(third.output()).contains("taken over from a killed process");
      assertThat(marks(var)).containsExactly("committed before a stop", "committed before a kill");
    }
    assertThat(RunningDompet.processesOn(var)).isEmpty();
    refusesToMakeARealInstanceOfADemo(var);
  }

  @Test
  void refusesABusyPort() throws IOException {
    Path var = directory.resolve("var");
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RunningDompet dompet = start(var, busy.getLocalPort())) {
      assertRefused(dompet, ExitCode.MACHINE, "cannot listen on 127.0.0.1:" + busy.getLocalPort());
    }
    assertThat(var.resolve("postgres")).doesNotExist();
  }

  @Test
  void refusesADirectoryThatItCannotWrite() throws IOException {
    // Below a file, because root may write below every directory.
    Path var = Files.createFile(directory.resolve("file")).resolve("var");
    try (RunningDompet dompet = start(var, RunningDompet.freePort())) {
      assertRefused(dompet, ExitCode.MACHINE, "cannot write to " + var);
    }
  }

  @Test
  void refusesAnOldJava() throws IOException {
    Path java = directory.resolve("old/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();

    try (RunningDompet dompet =
        RunningDompet.run(List.of("JAVA_HOME=" + directory.resolve("old")), "version")) {
      assertRefused(dompet, ExitCode.MACHINE, "needs Java 17 or newer");
    }
  }

  @Test
  void refusesWrongSettingsAllAtOnceBeforeAnythingIsStarted() {
    Path var = directory.resolve("var");
    try (RunningDompet dompet =
        RunningDompet.run(
            List.of(
                "DOMPET_BROKER_PORT=seventy",
                "DOMPET_LEDGER_LOCK_TIMEOUT=hunter2",
                "DOMPET_LEDGR_WRITER_WAIT=PT1S"),
            "start",
            "--port=" + RunningDompet.freePort(),
            "--var=" + var)) {
      assertThat(dompet.awaitExit()).isEqualTo(ExitCode.USAGE.number());
      assertThat(dompet.output())
          .contains("2 settings are wrong", "dompet.broker.port", "dompet.ledger.lock-timeout")
          .contains("warning: DOMPET_LEDGR_WRITER_WAIT is no setting")
          .doesNotContain("seventy")
          .doesNotContain("hunter2");
    }
    assertThat(var).doesNotExist();
  }

  private static RunningDompet start(Path var, int port) {
    return RunningDompet.run("start", "--demo", "--port=" + port, "--var=" + var);
  }

  private static void assertRefused(RunningDompet dompet, ExitCode code, String sentence) {
    assertThat(dompet.awaitExit()).as(dompet.output()).isEqualTo(code.number());
    assertThat(dompet.output().lines()).hasSize(1);
    assertThat(dompet.output()).startsWith("dompet: " + sentence);
  }

  /** The demo warns of much, and fails nothing. */
  private static void passesItsOwnChecklist(Path var, int port) {
    try (RunningDompet checklist =
        RunningDompet.run("readiness", "--var=" + var, "--url=http://127.0.0.1:" + port)) {
      assertThat(checklist.awaitExit()).as(checklist.output()).isZero();
      assertThat(checklist.output()).contains(", 0 failed (profile demo)");
    }
  }

  private static void refusesASecondInstance(Path var) {
    try (RunningDompet second = start(var, RunningDompet.freePort())) {
      assertRefused(second, ExitCode.MACHINE, "another instance (process ");
    }
  }

  private static void refusesToMakeARealInstanceOfADemo(Path var) {
    try (RunningDompet real =
        RunningDompet.run("start", "--port=" + RunningDompet.freePort(), "--var=" + var)) {
      assertRefused(real, ExitCode.USAGE, var + " holds the demo");
    }
  }

  private static void signsInitData(Path var) {
    try (RunningDompet dompet = RunningDompet.run("initdata", "--telegram-id=7", "--var=" + var)) {
      assertThat(dompet.awaitExit()).isZero();
      assertThat(dompet.output()).matches("auth_date=\\d+&query_id=[^&]+&user=[^&]+&hash=\\w{64}");
    }
  }

  private static int status(int port, String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(page(port, path)).build(), BodyHandlers.discarding())
        .statusCode();
  }

  private static URI page(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static void writeMark(Path var, String text) throws Exception {
    try (Connection connection = superuser(var);
        Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists mark (id serial, text text)");
      statement.execute("insert into mark (text) values ('" + text + "')");
    }
  }

  private static List<String> marks(Path var) throws Exception {
    try (Connection connection = superuser(var);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select text from mark order by id")) {
      List<String> marks = new ArrayList<>();
      while (rows.next()) {
        marks.add(rows.getString(1));
      }
      return marks;
    }
  }

  private static Connection superuser(Path var) throws IOException, SQLException {
    Properties state = new Properties();
    state.load(Files.newBufferedReader(var.resolve("run/state.properties")));
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + state.getProperty("postgres.port") + "/postgres",
        "postgres",
        Files.readString(var.resolve("secrets/postgres-superuser"), UTF_8).strip());
  }
}
