package org.dompet.server;

import java.util.Optional;
import org.dompet.server.place.Settings;
import org.dompet.server.schema.DatabaseAddress;
import org.dompet.server.schema.Migrations;

/** A database that somebody else runs. It is looked at, never changed: that is for migrate. */
final class ExternalDatabase implements Database {

  private final Settings settings;
  private final DatabaseAddress application;
  private final Terminal terminal;

  ExternalDatabase(Settings settings, DatabaseAddress application, Terminal terminal) {
    this.settings = settings;
    this.application = application;
    this.terminal = terminal;
  }

  @Override
  public void start(Ending ending) {
    Migrations.forEveryone().requireCurrent(application);
    ConfigurationCheck.requireSafe(settings, application, terminal);
    terminal.step("database " + application + ", schema current");
    Database.give(settings, application);
  }

  @Override
  public Optional<String> demoAdministrator() {
    return Optional.empty();
  }
}
