package org.dompet.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.InstanceLock;
import org.dompet.server.place.RunState;
import org.dompet.server.place.Secrets;
import org.dompet.server.place.Settings;
import org.dompet.server.place.SigningKeys;
import org.dompet.server.place.VarDirectory;
import org.dompet.server.postgres.PostgresServer;
import org.dompet.server.schema.DatabaseAddress;
import org.dompet.server.schema.DatabaseRoles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "rotate",
    description = {
      "Change a secret that the instance made for itself.",
      "dompet.jwt.keys: adds a key, which signs from the next start on while the older ones go on"
          + " verifying. dompet.database.password: new passwords for the roles of the embedded"
          + " database. dompet.broker.password: a new one for the embedded broker. The last two"
          + " while the server is stopped. docs/SECRETS.md tells how all others are changed."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:changed",
      "2:it is not the instance's own, or the server has to be stopped first",
      "4:the embedded database would not start"
    })
final class SecretsRotateCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Settings settings;
  private final Clock clock;

  @Mixin private VarOption var = new VarOption();

  @Parameters(paramLabel = "KEY", description = "Such as dompet.jwt.keys.")
  private String key = "";

  SecretsRotateCommand(Terminal terminal, Settings settings, Clock clock) {
    this.terminal = terminal;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    VarDirectory directory = var.directory();
    if (!Files.isDirectory(directory.secrets())) {
      throw new CannotRun(
          ExitCode.USAGE, directory + " holds no instance: choose another with --var.");
    }
    switch (key) {
      case Settings.JWT_KEYS -> {
        requireOwn(Settings.JWT_KEYS);
        Path made = new SigningKeys(directory.keys(), clock).add();
        terminal.say(
            "Added "
                + made
                + ": it signs from the next start on. Delete the older ones once every access"
                + " token of theirs has expired, 15 minutes later.");
      }
      case Settings.DATABASE_PASSWORD -> {
        requireOwn(Settings.DATABASE_URL);
        whileStopped(directory, () -> changeDatabase(directory));
        terminal.say("The roles of the embedded database have new passwords.");
      }
      case Settings.BROKER_PASSWORD -> {
        requireOwn(Settings.BROKER_URL);
        requireOwn(Settings.BROKER_PASSWORD);
        whileStopped(
            directory, () -> new Secrets(directory.secrets()).replace(Platform.BROKER_SECRET));
        terminal.say("The embedded broker has a new password from the next start on.");
      }
      default ->
          throw new CannotRun(
              ExitCode.USAGE,
              "\"" + key + "\" is not the instance's own: docs/SECRETS.md tells how to change it.");
    }
    return ExitCode.OK.number();
  }

  private void requireOwn(String setting) {
    if (settings.find(setting).isPresent()) {
      throw new CannotRun(
          ExitCode.USAGE,
          setting + " is set: docs/SECRETS.md tells how to change what is not the instance's own.");
    }
  }

  @SuppressWarnings("try") // the lock is held, not used
  private static void whileStopped(VarDirectory directory, Runnable change) {
    try (InstanceLock lock =
        InstanceLock.tryAcquire(directory)
            .orElseThrow(
                () ->
                    new CannotRun(
                        ExitCode.USAGE, "the server runs: stop it first, and start it after."))) {
      change.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * New files first: should this end in between, the next start makes the roles agree with them.
   */
  private static void changeDatabase(VarDirectory directory) {
    Secrets secrets = new Secrets(directory.secrets());
    try (PostgresServer postgres = new PostgresServer(directory, secrets, RunState.of(directory))) {
      postgres.start();
      DatabaseAddress superuser =
          new DatabaseAddress(
              postgres.url("postgres"),
              PostgresServer.SUPERUSER,
              secrets.password(PostgresServer.SUPERUSER_SECRET));
      secrets.replace(EmbeddedDatabase.secretOf(DatabaseRoles.OWNER));
      secrets.replace(EmbeddedDatabase.secretOf(DatabaseRoles.APPLICATION));
      DatabaseRoles.establish(
          superuser,
          address(postgres, secrets, DatabaseRoles.OWNER),
          address(postgres, secrets, DatabaseRoles.APPLICATION));
    }
  }

  private static DatabaseAddress address(PostgresServer postgres, Secrets secrets, String role) {
    return new DatabaseAddress(
        postgres.url(DatabaseRoles.DATABASE),
        role,
        secrets.password(EmbeddedDatabase.secretOf(role)));
  }
}
