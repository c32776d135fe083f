package org.dompet.web.inside;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** An account's row, locked by somebody else until this is closed. */
final class Lock implements AutoCloseable {
  private final Connection connection;

  private Lock(Connection connection) {
    this.connection = connection;
  }

  /** By a connection of its own: the pool would give the test's next use case the same one. */
  static Lock on(UUID account) throws SQLException {
    Config config = ConfigProvider.getConfig();
    Connection connection =
        DriverManager.getConnection(
            config.getValue("dompet.database.url", String.class),
            config.getValue("dompet.database.user", String.class),
            config.getValue("dompet.database.password", String.class));
    connection.setAutoCommit(false);
    try (PreparedStatement statement =
        connection.prepareStatement("select id from account where id = ? for update")) {
      statement.setObject(1, account);
      statement.execute();
    }
    return new Lock(connection);
  }

  @Override
  public void close() {
    release();
  }

  /** Gives the row back; again does nothing. */
  void release() {
    try {
      if (!connection.isClosed()) {
        connection.rollback();
        connection.close();
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
