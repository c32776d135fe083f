package org.dompet.reconciliation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
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

  /** The columns of a discrepancy, by their names. */
  static Discrepancy discrepancy(ResultSet row) throws SQLException {
    return new Discrepancy(
        row.getString("kind"),
        row.getString("subject"),
        row.getObject("wallet_id", UUID.class),
        row.getString("currency"),
        row.getString("expected"),
        row.getString("actual"),
        row.getString("detail"));
  }

  static Instant moment(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
