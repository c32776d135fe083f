package org.dompet.server.schema;

import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Reason;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/** The migrations of {@code dompet-migrations}, run by the owner of the schema. */
public final class Migrations {

  /**
   * Held here, because the logging system keeps a level only as long as somebody holds the logger.
   */
  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

  private static final Pattern VERSION = Pattern.compile("(?:^|db/schema/)V([0-9_]+)__");

  static {
    FLYWAY.setLevel(Level.WARNING);
  }

  private final List<String> locations = new ArrayList<>();

  private Migrations() {
    locations.add("classpath:db/schema");
    locations.add("classpath:db/seed");
  }

  public static Migrations forEveryone() {
    return new Migrations();
  }

  /** With the people and wallets of the demo. */
  public static Migrations withDemo() {
    Migrations migrations = new Migrations();
    migrations.locations.add("classpath:db/demo");
    return migrations;
  }

  /** Applies what is missing and returns how many that were. */
  public int apply(DatabaseAddress owner) {
    try {
      int applied = flyway(owner).migrate().migrationsExecuted;
      letTheApplicationSeeTheVersion(owner);
      return applied;
    } catch (FlywayException e) {
      throw new CannotRun(ExitCode.DATABASE, "the migration failed (" + reason(e) + ").", e);
    }
  }

  /**
   * Proves that every migration has been applied, as the application's role.
   *
   * @throws CannotRun when one has not
   */
  public void requireCurrent(DatabaseAddress application) {
    List<MigrationInfo> pending;
    try {
      pending =
          List.of(flyway(application).info().all()).stream()
              .filter(migration -> !migration.getState().isApplied())
              .toList();
    } catch (FlywayException e) {
      throw new CannotRun(
          ExitCode.DATABASE, "cannot read the schema's version (" + Reason.deepest(e) + ").", e);
    }
    if (!pending.isEmpty()) {
      throw new CannotRun(
          ExitCode.DATABASE,
          "the schema is not current ("
              + pending.size()
              + " migrations are missing, the first is \""
              + pending.get(0).getDescription()
              + "\"): run ./dompet migrate.");
    }
  }

  /** The version of the newest migration of this program; asks no database. */
  public static String newest() {
    try {
      URL place =
          Objects.requireNonNull(Migrations.class.getClassLoader().getResource("db/schema"));
      return place.openConnection() instanceof JarURLConnection archive
          ? newest(archive.getJarFile().stream().map(JarEntry::getName))
          : newest(Stream.of(Objects.requireNonNull(new File(place.getPath()).list())));
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.MACHINE, "cannot read the migrations (" + Reason.of(e) + ").", e);
    }
  }

  private static String newest(Stream<String> files) {
    return files
        .map(VERSION::matcher)
        .filter(Matcher::find)
        .map(found -> MigrationVersion.fromVersion(found.group(1)))
        .max(Comparator.naturalOrder())
        .orElseThrow()
        .getVersion();
  }

  private static String reason(FlywayException e) {
    return Reason.inOneLine(e) + (e.getCause() == null ? "" : ": " + Reason.deepest(e));
  }

  private Flyway flyway(DatabaseAddress address) {
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(address.url(), address.user(), address.password())
        .defaultSchema(DatabaseRoles.SCHEMA)
        .createSchemas(false)
        .locations(locations.toArray(String[]::new))
        .validateMigrationNaming(true)
        .cleanDisabled(true)
        .load();
  }

  private static void letTheApplicationSeeTheVersion(DatabaseAddress owner) {
    try (Connection connection = DatabaseRoles.connect(owner);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "grant select on "
              + DatabaseRoles.SCHEMA
              + ".flyway_schema_history to "
              + DatabaseRoles.APPLICATION);
    } catch (SQLException e) {
      throw DatabaseRoles.refused(owner, e);
    }
  }
}
