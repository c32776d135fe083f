package org.dompet.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import javax.sql.DataSource;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.InstanceLock;
import org.dompet.server.place.RunState;
import org.dompet.server.place.Secrets;
import org.dompet.server.place.Settings;
import org.dompet.server.place.VarDirectory;
import org.dompet.server.postgres.PostgresServer;
import org.dompet.server.schema.DatabaseAddress;
import org.dompet.server.schema.DatabaseRoles;
import org.dompet.server.schema.Migrations;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The database of an instance for a command that works beside the application, with the
 * application's rights: the one that settings name; else the embedded one, which is used while the
 * server runs, and started and stopped again while it doesn't.
 */
final class OpenDatabase implements AutoCloseable {

  private final DatabaseAddress address;
  private final @Nullable PostgresServer started;
  private final @Nullable InstanceLock lock;

  private OpenDatabase(
      DatabaseAddress address, @Nullable PostgresServer started, @Nullable InstanceLock lock) {
    this.address = address;
    this.started = started;
    this.lock = lock;
  }

  /**
   * Opens it and proves that its schema is this program's.
   *
   * @throws CannotRun when there is none, or it is not current
   */
  static OpenDatabase of(Settings settings, VarDirectory var) {
    OpenDatabase database = asFound(settings, var);
    try {
      Migrations.forEveryone().requireCurrent(database.address);
      return database;
    } catch (RuntimeException refused) {
      database.close();
      throw refused;
    }
  }

  /** Opens it as it is: for a command that tells what is wrong with it. */
  static OpenDatabase asFound(Settings settings, VarDirectory var) {
    return DatabaseAddress.from(
            settings, Settings.DATABASE_URL, Settings.DATABASE_USER, Settings.DATABASE_PASSWORD)
        .map(external -> new OpenDatabase(external, null, null))
        .orElseGet(() -> embedded(var));
  }

  private static OpenDatabase embedded(VarDirectory var) {
    if (!Files.exists(var.postgres())) {
      throw new CannotRun(
          ExitCode.USAGE,
          var + " holds no database: start it once, choose another --var, or set DATABASE_URL.");
    }
    RunState state = RunState.of(var);
    Secrets secrets = new Secrets(var.secrets());
    Optional<InstanceLock> lock = InstanceLock.tryAcquire(var);
    if (lock.isEmpty()) {
      int port = state.find(RunState.POSTGRES_PORT).map(Integer::parseInt).orElse(0);
      return new OpenDatabase(address(port, secrets), null, null);
    }
    PostgresServer postgres = new PostgresServer(var, secrets, state);
    // However this process is asked to stop, nothing stays behind.
    Runtime.getRuntime().addShutdownHook(new Thread(postgres::close, "dompet-shutdown"));
    postgres.start();
    return new OpenDatabase(address(postgres.port(), secrets), postgres, lock.get());
  }

  private static DatabaseAddress address(int port, Secrets secrets) {
    return new DatabaseAddress(
        PostgresServer.url(port, DatabaseRoles.DATABASE),
        DatabaseRoles.APPLICATION,
        secrets.password(DatabaseRoles.APPLICATION.replace('_', '-')));
  }

  /** False if this command had to start the database: then no server can run on it. */
  boolean mayHaveServer() {
    return started == null;
  }

  DatabaseAddress address() {
    return address;
  }

  /** Connections that can't write, whatever is asked of them. */
  DataSource forReading() {
    PGSimpleDataSource source = forWriting();
    source.setOptions("-c default_transaction_read_only=on");
    return source;
  }

  PGSimpleDataSource forWriting() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(address.url());
    source.setUser(address.user());
    source.setPassword(address.password());
    source.setApplicationName("dompet");
    return source;
  }

  @Override
  public void close() {
    if (started != null) {
      started.close();
    }
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
