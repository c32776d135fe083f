package org.dompet.testing;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a container does for {@code @Transactional}: one connection for each thread's transaction,
 * committed when its work returns and rolled back when it throws. Who asks for a connection within
 * it gets that one, and can't close it; outside, one of its own. Connections are kept for the next.
 */
public final class LocalTransactions implements DataSource, AutoCloseable {
  private final DataSource source;
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

  @SuppressWarnings("ThreadLocalUsage") // each database has transactions of its own
  private final ThreadLocal<@Nullable Connection> current = new ThreadLocal<>();

  public LocalTransactions(DataSource source) {
    this.source = source;
  }

  /** Runs the work in the transaction under way, or else in a new one. */
  public <T> T call(Supplier<T> work) {
    if (current.get() != null) {
      return work.get();
    }
    Connection connection = open();
    boolean committed = false;
    try {
      connection.setAutoCommit(false);
      current.set(connection);
      T result = work.get();
      connection.commit();
      committed = true;
      return result;
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    } finally {
      current.remove();
      giveBack(connection, committed);
    }
  }

  /** Like {@link #call}, for work without a result. */
  public void run(Runnable work) {
    this.<@Nullable Void>call(
        () -> {
          work.run();
          return null;
        });
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection inTransaction = current.get();
    if (inTransaction != null) {
      return closingBy(inTransaction, () -> {});
    }
    Connection alone = open();
    alone.setAutoCommit(true);
    return closingBy(alone, () -> giveBack(alone, true));
  }

  /** Closes the idle connections. */
  @Override
  public void close() {
    for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
      drop(connection);
    }
  }

  private Connection open() {
    Connection kept = idle.poll();
    try {
      return kept == null ? source.getConnection() : kept;
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private void giveBack(Connection connection, boolean clean) {
    try {
      if (!clean) {
        connection.rollback();
      }
      if (!connection.isClosed()) {
        idle.push(connection);
      }
    } catch (SQLException broken) {
      drop(connection);
    }
  }

  private static void drop(Connection connection) {
    try {
      connection.close();
    } catch (SQLException gone) {
      // It was broken already: there is nothing left to close.
    }
  }

  private static Connection closingBy(Connection connection, Runnable close) {
    return (Connection)
        Proxy.newProxyInstance(
            LocalTransactions.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                close.run();
                return null;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
