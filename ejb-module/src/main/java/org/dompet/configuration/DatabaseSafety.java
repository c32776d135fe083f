package org.dompet.configuration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the database itself how much the application's role may do: what it must not be able to do
 * to the books by accident, and nobody else by its password.
 */
public final class DatabaseSafety {
  private static final String USER = "dompet.database.user";

  private static final String QUESTION =
      """
      select r.rolsuper,
             pg_has_role(n.nspowner, 'member') as owner,
             r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolbypassrls as mighty,
             has_schema_privilege(n.oid, 'create') as creates
        from pg_roles r
        left join pg_namespace n on n.nspname = 'dompet'
       where r.rolname = current_user\
      """;

  private DatabaseSafety() {}

  /** What the role of a connection should not be able to do; empty if all is well. */
  public static List<Problem> check(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(QUESTION);
        ResultSet row = statement.executeQuery()) {
      List<Problem> problems = new ArrayList<>();
      if (!row.next()) {
        return problems;
      }
      // A superuser may do all the rest too.
      if (row.getBoolean("rolsuper")) {
        problems.add(new Problem(USER, "must not be a superuser"));
        return problems;
      }
      if (row.getBoolean("owner")) {
        problems.add(new Problem(USER, "must not own the schema, nor belong to who does"));
      } else if (row.getBoolean("creates")) {
        problems.add(new Problem(USER, "must not be allowed to create anything in the schema"));
      }
      if (row.getBoolean("mighty")) {
        problems.add(
            new Problem(
                USER, "must not create roles or databases, replicate, or pass row rules by"));
      }
      return problems;
    }
  }
}
