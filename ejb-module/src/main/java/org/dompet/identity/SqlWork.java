package org.dompet.identity;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What is done with one prepared statement, in the transaction that is under way. */
interface SqlWork<T> {
  T with(PreparedStatement statement) throws SQLException;

  /**
   * Prepares the statement and hands it over.
   *
   * @throws IllegalStateException if the database refuses, or is away
   */
  static <T> T run(DataSource dataSource, String sql, SqlWork<T> work) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      return work.with(statement);
    } catch (SQLException failed) {
      throw new IllegalStateException("The database refused: " + failed.getMessage(), failed);
    }
  }

  /**
   * Runs a statement that changes rows.
   *
   * @param values for its parameters; moments are {@link Instant}s
   * @return how many it changed
   */
  static int change(DataSource dataSource, String sql, @Nullable Object... values) {
    return run(
        dataSource,
        sql,
        statement -> {
          set(statement, values);
          return statement.executeUpdate();
        });
  }

  /** Gives a statement its parameters, in their order. */
  static void set(PreparedStatement statement, @Nullable Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      @Nullable Object value = values[i];
      statement.setObject(
          i + 1, value instanceof Instant moment ? moment.atOffset(ZoneOffset.UTC) : value);
    }
  }

  /** A moment that may be missing. */
  static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }
}
