package org.dompet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.InstanceLock;
import org.dompet.server.place.Settings;
import org.dompet.server.place.VarDirectory;
import org.dompet.server.schema.DatabaseAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's commands while nothing runs: they start the database, and stop it again. */
class StoppedInstanceIT {

  @TempDir private Path directory;
  private final RecordingTerminal terminal = new RecordingTerminal();

  @Test
  void startsTheDatabaseAndLeavesNothingBehind() throws Exception {
    Path var = directory.resolve("var");
    try (EmbeddedInstance instance = EmbeddedInstance.start(var)) {
      assertThat(instance.run(terminal, "secrets", "rotate", "dompet.database.password"))
          .isEqualTo(ExitCode.USAGE.number());
      assertThat(terminal.complaints()).contains("stop it first");
      refusesAMightyRoleInProduction(instance);
      instance.damage("update account set balance = 1 where kind = 'fees' and currency = 'THB'");
      instance.stop();

      assertThat(instance.run(terminal, "reconcile")).isEqualTo(ExitCode.DISCREPANCIES.number());
      assertThat(terminal.said()).contains("BALANCE_MISMATCH").contains("9 balanced, 2 not");
      assertThat(instance.run(terminal, "ledger", "verify")).isEqualTo(ExitCode.OK.number());
      assertThat(instance.run(terminal, "jobs", "run", "ledger-seal"))
          .isEqualTo(ExitCode.APPLICATION.number());
      assertThat(terminal.complaints()).contains("no server runs here");

      Path password = var.resolve("secrets/dompet-app");
      String old = Files.readString(password);
      assertThat(instance.run(terminal, "secrets", "rotate", "dompet.database.password")).isZero();
      assertThat(password).content().isNotEqualTo(old);
      assertThat(instance.run(terminal, "ledger", "verify")).isEqualTo(ExitCode.OK.number());
      assertThat(instance.run(terminal, "secrets", "check")).isEqualTo(ExitCode.OK.number());
    }
    assertThat(RunningDompet.processesOn(var)).isEmpty();
    InstanceLock.acquire(VarDirectory.at(var)).close();
  }

  private void refusesAMightyRoleInProduction(EmbeddedInstance instance) {
    Settings production = new Settings(new Properties(), Map.of("DOMPET_PROFILE", "production"));
    DatabaseAddress superuser = instance.superuserAddress();
    assertThatThrownBy(() -> ConfigurationCheck.requireSafe(production, superuser, terminal))
        .isInstanceOfSatisfying(
            CannotRun.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("dompet.database.user must not be a superuser");

    Settings development = new Settings(new Properties(), Map.of());
    ConfigurationCheck.requireSafe(development, superuser, terminal);
    assertThat(terminal.complaints()).contains("warning: dompet.database.user must not be");
  }

  @Test
  void makesNoDatabaseWhereThereIsNone() {
    Path var = directory.resolve("nothing");
    assertThat(
            Dompet.commandLine(
                    terminal, new Settings(new Properties(), Map.of()), Clock.systemUTC())
                .execute("reconcile", "--var=" + var))
        .isEqualTo(ExitCode.USAGE.number());
    assertThat(terminal.complaints()).contains("holds no database");
    assertThat(var).doesNotExist();
  }
}
