package org.dompet.web.http;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.dompet.testing.TestDatabase;

/** What the database says behind the doors. */
public final class Rows {
  private Rows() {}

  public static long number(TestDatabase database, String sql, Object... parameters) {
    return ((Number) column(database, sql, parameters).get(0)).longValue();
  }

  public static UUID id(TestDatabase database, String sql, Object... parameters) {
    return (UUID) column(database, sql, parameters).get(0);
  }

  /** The first column of each row. */
  public static List<Object> column(TestDatabase database, String sql, Object... parameters) {
    try (Connection connection = database.application().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<Object> values = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          values.add(rows.getObject(1));
        }
      }
      return values;
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
