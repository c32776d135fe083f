package org.dompet.server.schema;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Reason;
import org.postgresql.PGConnection;

/**
 * Two roles: {@code dompet_owner} owns the database and the schema and migrates them; {@code
 * dompet_app} is the application's, owns nothing, and has what the migrations grant. Everything
 * here may be repeated.
 */
public final class DatabaseRoles {

  public static final String DATABASE = "dompet";
  public static final String SCHEMA = "dompet";
  public static final String OWNER = "dompet_owner";
  public static final String APPLICATION = "dompet_app";

  private DatabaseRoles() {}

  /** Makes database, schema and roles in a PostgreSQL that is ours alone. */
  public static void establish(
      DatabaseAddress postgres, DatabaseAddress owner, DatabaseAddress application) {
    try (Connection connection = connect(postgres)) {
      role(connection, OWNER);
      role(connection, APPLICATION);
      password(connection, OWNER, owner.password());
      password(connection, APPLICATION, application.password());
      if (!exists(connection, "select 1 from pg_database where datname = ?", DATABASE)) {
        run(connection, "create database " + DATABASE + " owner " + OWNER);
      }
      run(connection, "revoke all on database " + DATABASE + " from public");
      run(connection, "grant connect on database " + DATABASE + " to " + APPLICATION);
    } catch (SQLException e) {
      throw refused(postgres, e);
    }
    DatabaseAddress inside = new DatabaseAddress(owner.url(), postgres.user(), postgres.password());
    try (Connection connection = connect(inside)) {
      run(connection, "revoke all on schema public from public");
      schema(connection, OWNER);
    } catch (SQLException e) {
      throw refused(inside, e);
    }
  }

  /**
   * Prepares a database that somebody else runs: the schema, and the application's role if this
   * owner may create one.
   *
   * @param applicationPassword for a role that has to be created; empty if not known
   */
  public static void prepare(DatabaseAddress owner, String applicationPassword) {
    try (Connection connection = connect(owner)) {
      if (!roleExists(connection, APPLICATION)) {
        createApplicationRole(connection, owner, applicationPassword);
      }
      schema(connection, owner.user());
    } catch (SQLException e) {
      throw refused(owner, e);
    }
  }

  public static Connection connect(DatabaseAddress address) throws SQLException {
    return DriverManager.getConnection(address.url(), address.user(), address.password());
  }

  public static CannotRun refused(DatabaseAddress address, SQLException e) {
    return new CannotRun(
        ExitCode.DATABASE, "the database refused " + address + " (" + Reason.of(e) + ").", e);
  }

  private static void createApplicationRole(
      Connection connection, DatabaseAddress owner, String password) throws SQLException {
    boolean allowed =
        exists(
            connection,
            "select 1 from pg_roles where rolname = ? and (rolcreaterole or rolsuper)",
            owner.user());
    if (!allowed || password.isEmpty()) {
      throw new CannotRun(
          ExitCode.DATABASE,
          allowed
              ? "the role "
                  + APPLICATION
                  + " does not exist: set DOMPET_DATABASE_PASSWORD to"
                  + " create it."
              : "the role "
                  + APPLICATION
                  + " does not exist and "
                  + owner.user()
                  + " may not create it: run \"create role "
                  + APPLICATION
                  + " login password '…'\" as an administrator.");
    }
    role(connection, APPLICATION);
    password(connection, APPLICATION, password);
  }

  private static void role(Connection connection, String name) throws SQLException {
    if (!roleExists(connection, name)) {
      run(
          connection,
          "create role " + name + " login nosuperuser nocreatedb nocreaterole noinherit");
    }
  }

  private static boolean roleExists(Connection connection, String name) throws SQLException {
    return exists(connection, "select 1 from pg_roles where rolname = ?", name);
  }

  /** The driver hashes the password, so that the server and its log never see it. */
  private static void password(Connection connection, String role, String password)
      throws SQLException {
    connection
        .unwrap(PGConnection.class)
        .alterUserPassword(role, password.toCharArray(), "scram-sha-256");
  }

  private static void schema(Connection connection, String owner) throws SQLException {
    if (!exists(connection, "select 1 from pg_namespace where nspname = ?", SCHEMA)) {
      run(connection, "create schema " + SCHEMA + " authorization \"" + owner + "\"");
    }
    run(connection, "grant usage on schema " + SCHEMA + " to " + APPLICATION);
    if (!exists(
        connection,
        "select 1 from pg_db_role_setting s join pg_roles r on r.oid = s.setrole"
            + " join pg_database d on d.oid = s.setdatabase and d.datname = current_database()"
            + " where r.rolname = ? and s.setconfig @> array['search_path="
            + SCHEMA
            + "']",
        APPLICATION)) {
      run(
          connection,
          "alter role "
              + APPLICATION
              + " in database \""
              + connection.getCatalog()
              + "\" set search_path = "
              + SCHEMA);
    }
  }

  private static boolean exists(Connection connection, String sql, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
