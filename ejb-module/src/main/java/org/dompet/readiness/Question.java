package org.dompet.readiness;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What is asked of the database, and made of the one row that it answers with. */
interface Question<T> {
  /** Longer than any of them takes in a database that is well. */
  int PATIENCE_SECONDS = 2;

  T read(ResultSet row) throws SQLException;

  /**
   * Asks.
   *
   * @param sql answers with one row
   * @throws IllegalStateException if the database refuses, is away or takes too long
   */
  static <T> T ask(DataSource dataSource, String sql, Question<T> question) {
    return ask(dataSource, sql, PATIENCE_SECONDS, question);
  }

  static <T> T ask(DataSource dataSource, String sql, int patience, Question<T> question) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setQueryTimeout(patience);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException("the database answered without a row");
        }
        return question.read(row);
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed.getMessage(), failed);
    }
  }

  /** A moment that may be missing. */
  static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }
}
