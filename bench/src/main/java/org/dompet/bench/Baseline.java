package org.dompet.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dompet.testing.TestDatabase;
import org.dompet.time.SystemClock;
import org.dompet.time.UuidV7;

/**
 * The posting function of {@code baseline.sql}, called once for each transfer, each a transaction,
 * over 16 connections.
 */
public final class Baseline implements AutoCloseable {
  private static final int CONNECTIONS = 16;

  private final List<Connection> connections = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
  private final Clock clock = new SystemClock().clock();

  public Baseline(TestDatabase database, List<UUID> accounts) throws SQLException {
    TestDatabase.execute(database.superuser(), script());
    for (int i = 0; i < CONNECTIONS; i++) {
      connections.add(database.application().getConnection());
    }
    try (PreparedStatement insert =
        connections
            .get(0)
            .prepareStatement("insert into baseline.account (id, balance) values (?, 1000000)")) {
      for (UUID account : accounts) {
        insert.setObject(1, account);
        insert.executeUpdate();
      }
    }
  }

  /** Transfers for as long as told, and returns how many it did. */
  public long run(Transfers transfers, Duration time)
      throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + time.toNanos();
    List<Future<Long>> runs = new ArrayList<>();
    for (Connection connection : connections) {
      runs.add(threads.submit(() -> transfer(connection, transfers, end)));
    }
    long count = 0;
    for (Future<Long> run : runs) {
      count += run.get();
    }
    return count;
  }

  private long transfer(Connection connection, Transfers transfers, long end) throws SQLException {
    long count = 0;
    try (PreparedStatement call =
        connection.prepareStatement("select baseline.transfer(?, ?, ?, ?, ?)")) {
      while (System.nanoTime() < end) {
        Transfers.Transfer next = transfers.next();
        UUID id = UuidV7.next(clock);
        call.setObject(1, id);
        call.setString(2, "bench:" + id);
        call.setObject(3, next.from());
        call.setObject(4, next.to());
        call.setBigDecimal(5, next.amount().amount());
        call.execute();
        count++;
      }
    }
    return count;
  }

  @Override
  public void close() throws SQLException {
    threads.shutdownNow();
    for (Connection connection : connections) {
      connection.close();
    }
  }

  private static String script() {
    try (InputStream sql = Baseline.class.getResourceAsStream("baseline.sql")) {
      return new String(Objects.requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
