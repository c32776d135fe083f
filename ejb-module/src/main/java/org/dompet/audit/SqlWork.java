package org.dompet.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

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
}
