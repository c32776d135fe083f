package org.dompet.correction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** What is done with one prepared statement, in the transaction that is under way. */
interface SqlWork<T> {
  T with(PreparedStatement statement) throws SQLException;

  /**
   * Prepares the statement and hands it over.
   *
   * @throws Refusal if the database says who may not
   * @throws IllegalStateException if it refuses for another reason, or is away
   */
  static <T> T run(DataSource dataSource, String sql, SqlWork<T> work) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      return work.with(statement);
    } catch (SQLException failed) {
      if ("CO002".equals(failed.getSQLState())) {
        throw Refusal.of(Kind.FORBIDDEN, "Only administrators correct, and never their own wallet");
      }
      throw new IllegalStateException("The database refused: " + failed.getMessage(), failed);
    }
  }

  static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
    OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }
}
