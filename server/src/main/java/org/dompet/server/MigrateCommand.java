package org.dompet.server;

import java.util.concurrent.Callable;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Settings;
import org.dompet.server.schema.DatabaseAddress;
import org.dompet.server.schema.DatabaseRoles;
import org.dompet.server.schema.Migrations;
import picocli.CommandLine.Command;

@Command(
    name = "migrate",
    description = {
      "Bring the schema of an external database up to date, as its owner.",
      "Set DATABASE_OWNER_URL to postgres://owner:password@host:5432/name, or"
          + " DOMPET_DATABASE_OWNER_URL, _USER and _PASSWORD. The embedded database migrates at"
          + " start."
    })
final class MigrateCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Settings settings;

  MigrateCommand(Terminal terminal, Settings settings) {
    this.terminal = terminal;
    this.settings = settings;
  }

  @Override
  public Integer call() {
    DatabaseAddress owner =
        DatabaseAddress.from(
                settings, Settings.OWNER_URL, Settings.OWNER_USER, Settings.OWNER_PASSWORD)
            .orElseThrow(
                () ->
                    new CannotRun(
                        ExitCode.USAGE,
                        "set DATABASE_OWNER_URL to the database and its owner; the embedded"
                            + " database migrates at start."));
    DatabaseRoles.prepare(owner, applicationPassword());
    int applied = Migrations.forEveryone().apply(owner);
    terminal.say(applied == 0 ? "The schema is current." : "Applied " + applied + " migrations.");
    return ExitCode.OK.number();
  }

  private String applicationPassword() {
    return DatabaseAddress.from(
            settings, Settings.DATABASE_URL, Settings.DATABASE_USER, Settings.DATABASE_PASSWORD)
        .filter(address -> address.user().equals(DatabaseRoles.APPLICATION))
        .map(DatabaseAddress::password)
        .or(() -> settings.find(Settings.DATABASE_PASSWORD))
        .orElse("");
  }
}
