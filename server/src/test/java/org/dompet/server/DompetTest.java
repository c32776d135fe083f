package org.dompet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.RunState;
import org.dompet.server.place.Settings;
import org.dompet.server.place.SigningKeys;
import org.dompet.server.place.VarDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line, as far as nothing has to be started. */
class DompetTest {

  private final RecordingTerminal terminal = new RecordingTerminal();
  @TempDir private Path directory;

  @Test
  void printsItsVersion() {
    assertThat(run("version")).isEqualTo(ExitCode.OK.number());
    assertThat(terminal.said()).startsWith("dompet ").contains("Java ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fly",
        "start --port",
        "start --port=http",
        "start --port 0",
        "initdata",
        "webhook",
        "reconcile --force",
        "reconcile nobody",
        "reconcile --format xml",
        "audit",
        "readiness --format xml",
        "backup",
        "backup record",
        "backup tested --evidence x --at tomorrow",
        "backup record --evidence x --at 2999-01-01T00:00:00Z",
        "ledger",
        "ledger verify --from 0",
        "secrets",
        "secrets generate",
        "secrets generate dompet.http.max-body",
        "secrets rotate dompet.onramp.stripe.secret-key",
        "jobs fly",
        "jobs run",
        "jobs run fly",
        "jobs run ledger-seal --wallet x",
        "webhook send moonpay",
        "webhook send paypal --order 019a1fda-0000-7000-8000-000000000001",
        "webhook send moonpay --order 7",
        "webhook send moonpay --order 019a1fda-0000-7000-8000-000000000001 --status refunded"
      })
  void answersAWrongCommandLineWithTwo(String line) {
    assertThat(run(line.isEmpty() ? new String[0] : line.split(" ")))
        .isEqualTo(ExitCode.USAGE.number());
  }

  @Test
  void signsNobodyInOutsideTheDemo() {
    assertThat(run("initdata", "--telegram-id", "5", "--var", directory.toString()))
        .isEqualTo(ExitCode.USAGE.number());
    assertThat(terminal.complaints()).contains("holds no demo");
  }

  @Test
  void playsNoProviderOutsideTheDemo() {
    assertThat(
            run("webhook", "send", "stripe", "--order=" + UUID.randomUUID(), "--var=" + directory))
        .isEqualTo(ExitCode.USAGE.number());
    assertThat(terminal.complaints()).contains("holds no demo");
  }

  @Test
  void signsInADemoPerson() {
    VarDirectory var = VarDirectory.at(directory).prepare();
    RunState.of(var).keep(RunState.PROFILE, Profile.DEMO);

    int exitCode =
        run(
            Map.of("DOMPET_TELEGRAM_BOT_TOKENS", "12:abc,34:def"),
            "initdata",
            "--telegram-id=5",
            "--var=" + directory);

    assertThat(exitCode).isZero();
    assertThat(terminal.said()).contains("auth_date=").contains("%22id%22%3A5").contains("&hash=");
  }

  @Test
  void refusesATelegramIdThatIsNotPositive() {
    assertThat(run("initdata", "--telegram-id=0", "--var=" + directory))
        .isEqualTo(ExitCode.USAGE.number());
    assertThat(terminal.complaints()).contains("positive");
  }

  @Test
  void migratesOnlyWhereItIsTold() {
    assertThat(run("migrate")).isEqualTo(ExitCode.USAGE.number());
    assertThat(terminal.complaints()).contains("DATABASE_OWNER_URL");
  }

  @Test
  void saysThatADatabaseCannotBeReached() {
    assertThat(
            run(
                Map.of("DATABASE_OWNER_URL", "postgres://owner:secret@127.0.0.1:1/dompet"),
                "migrate"))
        .isEqualTo(ExitCode.DATABASE.number());
    assertThat(terminal.complaints()).contains("127.0.0.1:1").doesNotContain("secret");
  }

  @Test
  void makesASecretThatOnlyItsOwnerMayReadAndDoesNotPrintIt() throws IOException {
    assertThat(run("secrets", "generate", "dompet.database.password", "--var=" + directory))
        .isZero();

    Path file = directory.resolve("generated/dompet.database.password");
    String secret = Files.readString(file).strip();
    assertThat(secret).matches("[A-Za-z0-9]{32}");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(terminal.said())
        .contains("DOMPET_DATABASE_PASSWORD_FILE=" + file, "DOMPET_DATABASE_PASSWORD_ROTATED_AT=2")
        .doesNotContain(secret);

    assertThat(run("secrets", "generate", "dompet.database.password", "--var=" + directory))
        .isEqualTo(ExitCode.USAGE.number());
    assertThat(file).hasContent(secret);
  }

  @Test
  void looksAtSecretsWithoutTellingThem() throws IOException {
    run("secrets", "generate", "dompet.database.password", "--var=" + directory);
    Path file = directory.resolve("generated/dompet.database.password");

    int exitCode =
        run(
            Map.of(
                "DOMPET_DATABASE_PASSWORD_FILE", file.toString(),
                "DATABASE_PASSWORD_ROTATION_DATE", "2020-01-01",
                "DOMPET_ONRAMP_STRIPE_SECRET_KEY", "sk_live_hunter2"),
            "secrets",
            "check",
            "--format=json",
            "--var=" + directory);

    assertThat(exitCode).isEqualTo(ExitCode.DISCREPANCIES.number());
    assertThat(terminal.said())
        .contains("\"name\":\"dompet.database.password\",\"from\":\"file\"")
        .contains("\"shortest\":32", "OVERDUE", "UNKNOWN")
        .doesNotContain(Files.readString(file).strip())
        .doesNotContain("hunter2");
  }

  @Test
  void addsASigningKeyBesideTheOldOnes() throws IOException {
    VarDirectory var = VarDirectory.at(directory).prepare();
    Files.writeString(var.keys().resolve("jwt-20200101T000000Z.pem"), "old");

    assertThat(run("secrets", "rotate", "dompet.jwt.keys", "--var=" + directory)).isZero();

    assertThat(new SigningKeys(var.keys(), Clock.systemUTC()).newestFirst())
        .hasSize(2)
        .last()
        .isEqualTo(var.keys().resolve("jwt-20200101T000000Z.pem"));
  }

  @Test
  void changesNoSecretThatIsNotTheInstancesOwn() {
    VarDirectory.at(directory).prepare();
    assertThat(
            run(
                Map.of("DATABASE_URL", "postgres://a:b@127.0.0.1:1/dompet"),
                "secrets",
                "rotate",
                "dompet.database.password",
                "--var=" + directory))
        .isEqualTo(ExitCode.USAGE.number());
    assertThat(terminal.complaints()).contains("dompet.database.url is set");
  }

  private int run(String... arguments) {
    return run(Map.of(), arguments);
  }

  private int run(Map<String, String> environment, String... arguments) {
    return Dompet.commandLine(
            terminal, new Settings(new Properties(), environment), Clock.systemUTC())
        .setErr(new PrintWriter(Writer.nullWriter()))
        .execute(arguments);
  }
}
