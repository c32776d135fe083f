package org.dompet.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL on a free port of the loopback, with the settings of production as far as
 * durability goes, its data in a temporary directory. It is migrated by {@code dompet_owner};
 * {@code dompet_app} has what the migrations grant. It stops with the JVM at the latest.
 */
public final class TestDatabase implements AutoCloseable {
  public static final String OWNER = "dompet_owner";
  public static final String APPLICATION = "dompet_app";

  /** The password of both roles. */
  public static final String PASSWORD = "only-for-tests";

  private static final String DATABASE = "dompet";
  private static @Nullable TestDatabase shared;

  /** Held here, since a logger that nobody holds forgets its level. */
  private static final List<Logger> QUIET =
      List.of(Logger.getLogger("org.flywaydb"), Logger.getLogger("io.zonky.test"));

  static {
    QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
  }

  private final EmbeddedPostgres postgres;

  private TestDatabase(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /** The one database of this JVM, started when first asked for. */
  public static synchronized TestDatabase shared() {
    if (shared == null) {
      shared = start(Map.of());
    }
    return shared;
  }

  /** A database of its own, with settings of postgresql.conf beside the durable ones. */
  public static TestDatabase start(Map<String, String> settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("fsync", "on");
    all.put("synchronous_commit", "on");
    all.put("full_page_writes", "on");
    all.put("max_connections", "200");
    all.putAll(settings);
    EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
    all.forEach(builder::setServerConfig);
    try {
      TestDatabase database = new TestDatabase(builder.start());
      database.createRoles();
      database.migrate();
      return database;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** The role that owns the schema; nothing but migrations runs as this. */
  public DataSource owner() {
    return as(OWNER);
  }

  /** The application's role. Each call of {@code getConnection} opens a new connection. */
  public DataSource application() {
    return as(APPLICATION);
  }

  /** PostgreSQL's superuser, for what only it may do: end other sessions, read statistics. */
  public DataSource superuser() {
    return postgres.getDatabase("postgres", DATABASE);
  }

  /** The JDBC URL, without user and password. */
  public String url() {
    return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + DATABASE;
  }

  /** Runs statements as a role of {@link #owner()} or {@link #superuser()}. */
  public static void execute(DataSource role, String sql) {
    try (Connection connection = role.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }

  private DataSource as(String user) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url());
    source.setUser(user);
    source.setPassword(PASSWORD);
    return source;
  }

  private void createRoles() throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String role : new String[] {OWNER, APPLICATION}) {
        statement.execute(
            "create role "
                + role
                + " login nosuperuser nocreatedb nocreaterole noinherit password '"
                + PASSWORD
                + "'");
      }
      statement.execute("create database " + DATABASE + " owner " + OWNER);
      statement.execute("revoke all on database " + DATABASE + " from public");
      statement.execute("grant connect on database " + DATABASE + " to " + APPLICATION);
    }
    execute(
        superuser(),
        """
        revoke all on schema public from public;
        create schema dompet authorization dompet_owner;
        grant usage on schema dompet to dompet_app;
        alter role dompet_owner in database dompet set search_path = dompet;
        alter role dompet_app in database dompet set search_path = dompet""");
  }

  private void migrate() {
    Flyway.configure()
        .dataSource(owner())
        .defaultSchema("dompet")
        .locations("classpath:db/schema", "classpath:db/seed")
        .load()
        .migrate();
  }
}
