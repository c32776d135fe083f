package org.dompet.job;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
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

  /** A moment that may be missing. */
  static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }
}
