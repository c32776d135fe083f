package org.dompet.server;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.dompet.seal.SealLedger;
import org.dompet.server.place.InstanceLock;
import org.dompet.server.place.RunState;
import org.dompet.server.place.Secrets;
import org.dompet.server.place.Settings;
import org.dompet.server.place.VarDirectory;
import org.dompet.server.postgres.PostgresServer;
import org.dompet.server.schema.DatabaseAddress;
import org.dompet.server.schema.DatabaseRoles;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The demo's embedded database, really started, without the application: a command sees it as that
 * of a running server.
 */
final class EmbeddedInstance implements AutoCloseable {

  private static final List<String> TABLES =
      List.of("account", "journal_entry", "posting", "wallet", "app_user", "seal");

  private final VarDirectory var;
  private final Ending ending;

  private EmbeddedInstance(VarDirectory var, Ending ending) {
    this.var = var;
    this.ending = ending;
  }

  static EmbeddedInstance start(Path directory) {
    VarDirectory var = VarDirectory.at(directory).prepare();
    Ending ending = new Ending(InstanceLock.acquire(var));
    new EmbeddedDatabase(
            new Settings(new Properties(), Map.of()),
            var,
            new Secrets(var.secrets()),
            RunState.of(var),
            true,
            new RecordingTerminal())
        .start(ending);
    return new EmbeddedInstance(var, ending);
  }

  /** Runs a command on it, and returns its exit code. */
  int run(RecordingTerminal terminal, String... arguments) {
    return run(terminal, Map.of(), arguments);
  }

  int run(RecordingTerminal terminal, Map<String, String> environment, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--var=" + var);
    return Dompet.commandLine(
            terminal, new Settings(new Properties(), environment), Clock.systemUTC())
        .execute(all.toArray(String[]::new));
  }

  /** Seals all that is booked, as in ten minutes. */
  void seal() {
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));
    boolean more = true;
    while (more) {
      more =
          OneTransaction.in(
              application(),
              transaction -> new SealLedger(transaction, later).sealNext(4).isPresent());
    }
  }

  /** Behind all triggers. */
  void damage(String sql) {
    execute("set session_replication_role = replica; set search_path = dompet; " + sql);
  }

  /** Keeps what is there now, for {@link #restore}. */
  void keep() {
    execute("create schema spare");
    for (String table : TABLES) {
      execute("create table spare." + table + " as table dompet." + table);
    }
  }

  void restore() {
    damage("truncate " + String.join(", ", TABLES) + " cascade");
    for (String table : TABLES) {
      damage("insert into " + table + " select * from spare." + table);
    }
  }

  String ask(String sql) {
    try (Connection connection = superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("set search_path = dompet");
      try (ResultSet row = statement.executeQuery(sql)) {
        return row.next() ? row.getString(1) : "nothing";
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  String applicationUrl() {
    return "postgres://"
        + DatabaseRoles.APPLICATION
        + ":"
        + secret("dompet-app")
        + "@127.0.0.1:"
        + port()
        + "/"
        + DatabaseRoles.DATABASE;
  }

  DatabaseAddress superuserAddress() {
    return new DatabaseAddress(
        PostgresServer.url(port(), DatabaseRoles.DATABASE),
        PostgresServer.SUPERUSER,
        secret(PostgresServer.SUPERUSER_SECRET));
  }

  /** Stops PostgreSQL and lets the lock go, as a stopped server does. */
  void stop() {
    ending.end();
  }

  @Override
  public void close() {
    stop();
  }

  private void execute(String sql) {
    try (Connection connection = superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection superuser() throws SQLException {
    return DriverManager.getConnection(
        PostgresServer.url(port(), DatabaseRoles.DATABASE),
        PostgresServer.SUPERUSER,
        secret(PostgresServer.SUPERUSER_SECRET));
  }

  private DataSource application() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(PostgresServer.url(port(), DatabaseRoles.DATABASE));
    source.setUser(DatabaseRoles.APPLICATION);
    source.setPassword(secret("dompet-app"));
    return source;
  }

  private int port() {
    return Integer.parseInt(RunState.of(var).find(RunState.POSTGRES_PORT).orElseThrow());
  }

  private String secret(String name) {
    return new Secrets(var.secrets()).password(name);
  }
}
