package org.dompet.server;

import java.util.Optional;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.RunState;
import org.dompet.server.place.Secrets;
import org.dompet.server.place.Settings;
import org.dompet.server.place.VarDirectory;
import org.dompet.server.schema.DatabaseAddress;

/** The database of an instance: its own, or one that settings name. */
sealed interface Database permits EmbeddedDatabase, ExternalDatabase {

  /** Makes it usable and hands its address to the application. */
  void start(Ending ending);

  /** How the demo's administrator signs in; nothing without a demo. */
  Optional<String> demoAdministrator();

  static Database chosenBy(
      Settings settings,
      VarDirectory var,
      Secrets secrets,
      RunState state,
      boolean demo,
      Terminal terminal) {
    Optional<DatabaseAddress> external =
        DatabaseAddress.from(
            settings, Settings.DATABASE_URL, Settings.DATABASE_USER, Settings.DATABASE_PASSWORD);
    if (external.isPresent() && demo) {
      throw new CannotRun(ExitCode.USAGE, "--demo has a database of its own: unset DATABASE_URL.");
    }
    return external.isPresent()
        ? new ExternalDatabase(settings, external.get(), terminal)
        : new EmbeddedDatabase(settings, var, secrets, state, demo, terminal);
  }

  /** What the application is told. */
  static void give(Settings settings, DatabaseAddress application) {
    settings.give(Settings.DATABASE_URL, application.url());
    settings.give(Settings.DATABASE_USER, application.user());
    settings.give(Settings.DATABASE_PASSWORD, application.password());
  }
}
