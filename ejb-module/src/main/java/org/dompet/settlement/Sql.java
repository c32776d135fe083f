package org.dompet.settlement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Statements with positional parameters, in the transaction under way. */
final class Sql {
  private Sql() {}

  /** Makes something of the row under the cursor. */
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  static <T> List<T> query(
      DataSource dataSource, String sql, Reader<T> reader, @Nullable Object... parameters) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      set(connection, statement, parameters);
      List<T> items = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          items.add(reader.read(rows));
        }
      }
      return items;
    } catch (SQLException failed) {
      throw refused(failed);
    }
  }

  static int update(DataSource dataSource, String sql, @Nullable Object... parameters) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      set(connection, statement, parameters);
      return statement.executeUpdate();
    } catch (SQLException failed) {
      throw refused(failed);
    }
  }

  private static IllegalStateException refused(SQLException failed) {
    return new IllegalStateException("The database refused: " + failed.getMessage(), failed);
  }

  private static void set(
      Connection connection, PreparedStatement statement, @Nullable Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      Object value = parameters[i];
      if (value instanceof Array array) {
        statement.setArray(i + 1, connection.createArrayOf(array.type(), array.items().toArray()));
      } else if (value instanceof Instant instant) {
        statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
      } else {
        statement.setObject(i + 1, value);
      }
    }
  }

  /** A parameter that is an array of PostgreSQL's type. */
  record Array(String type, List<? extends @Nullable Object> items) {}
}
