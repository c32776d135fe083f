package org.dompet.server;

import java.util.Optional;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.RunState;
import org.dompet.server.place.Secrets;
import org.dompet.server.place.Settings;
import org.dompet.server.place.VarDirectory;
import org.dompet.server.postgres.PostgresServer;
import org.dompet.server.schema.DatabaseAddress;
import org.dompet.server.schema.DatabaseRoles;
import org.dompet.server.schema.DemoAdministrator;
import org.dompet.server.schema.Migrations;

/** PostgreSQL below {@code var/}: started, given its roles, migrated. */
final class EmbeddedDatabase implements Database {

  private final Settings settings;
  private final VarDirectory var;
  private final Secrets secrets;
  private final RunState state;
  private final boolean demo;
  private final Terminal terminal;
  private Optional<String> demoAdministrator = Optional.empty();

  EmbeddedDatabase(
      Settings settings,
      VarDirectory var,
      Secrets secrets,
      RunState state,
      boolean demo,
      Terminal terminal) {
    this.settings = settings;
    this.var = var;
    this.secrets = secrets;
    this.state = state;
    this.demo = demo;
    this.terminal = terminal;
  }

  @Override
  public void start(Ending ending) {
    // Before it starts: a signal during the start must stop it too.
    PostgresServer server = new PostgresServer(var, secrets, state);
    ending.close(server);
    PostgresServer.Found found = server.start();
    server.onUnexpectedEnd(this::stopWithoutDatabase);
    terminal.step("PostgreSQL on 127.0.0.1:" + server.port() + describe(found));

    DatabaseAddress owner = address(server, DatabaseRoles.OWNER);
    DatabaseAddress application = address(server, DatabaseRoles.APPLICATION);
    DatabaseRoles.establish(
        new DatabaseAddress(
            server.url("postgres"),
            PostgresServer.SUPERUSER,
            secrets.password(PostgresServer.SUPERUSER_SECRET)),
        owner,
        application);
    int applied = (demo ? Migrations.withDemo() : Migrations.forEveryone()).apply(owner);
    terminal.step(applied == 0 ? "schema current" : "schema migrated (" + applied + " applied)");
    if (demo) {
      demoAdministrator = new DemoAdministrator(secrets).establish(owner);
    }
    Database.give(settings, application);
    secrets
        .madeAt(secretOf(DatabaseRoles.APPLICATION))
        .ifPresent(
            at ->
                settings.giveDefault(
                    Settings.DATABASE_PASSWORD + Platform.ROTATED_AT, at.toString()));
  }

  @Override
  public Optional<String> demoAdministrator() {
    return demoAdministrator;
  }

  private void stopWithoutDatabase() {
    terminal.complain("PostgreSQL ended unexpectedly: see " + var.log() + ".");
    System.exit(ExitCode.DATABASE.number());
  }

  private DatabaseAddress address(PostgresServer server, String role) {
    return new DatabaseAddress(
        server.url(DatabaseRoles.DATABASE), role, secrets.password(secretOf(role)));
  }

  /** Its password's name among the secrets. */
  static String secretOf(String role) {
    return role.replace('_', '-');
  }

  private static String describe(PostgresServer.Found found) {
    return switch (found) {
      case NOTHING -> " (new)";
      case DATA -> "";
      case RUNNING -> " (taken over from a killed process)";
    };
  }
}
