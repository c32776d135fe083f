package org.dompet.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.dompet.testing.TestDatabase;

/**
 * What all processes of a database have for themselves, its buffers apart; the most of it so far.
 */
final class PrivateMemory implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final ProcessHandle server;
  private final AtomicLong peak = new AtomicLong();
  private final Thread watch = new Thread(this::watch, "memory");

  private PrivateMemory(ProcessHandle server) {
    this.server = server;
    watch.setDaemon(true);
    watch.start();
  }

  static PrivateMemory ofPostgres(TestDatabase database) throws SQLException, IOException {
    try (Connection connection = database.superuser().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show data_directory")) {
      row.next();
      Path pidFile = Path.of(row.getString(1), "postmaster.pid");
      long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
      return new PrivateMemory(ProcessHandle.of(pid).orElseThrow());
    }
  }

  void reset() {
    peak.set(0);
  }

  long peakMegabytes() {
    return peak.get() / 1024;
  }

  @Override
  public void close() {
    watch.interrupt();
  }

  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      long now =
          Stream.concat(Stream.of(server), server.descendants())
              .mapToLong(PrivateMemory::kilobytes)
              .sum();
      peak.accumulateAndGet(now, Math::max);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static long kilobytes(ProcessHandle process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("RssAnon:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException gone) {
      return 0;
    }
  }
}
