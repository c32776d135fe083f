package org.dompet.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;
import org.dompet.testing.TestDatabase;

/** The processes that a benchmark looks at. */
final class Processes {
  /** Fields of proc(5)'s stat, counted from the state. */
  private static final int CHILDREN_USER = 13;

  private static final int CHILDREN_SYSTEM = 14;
  private static final Duration TICK = Duration.ofMillis(10);

  private Processes() {}

  /** A process and all that it started. */
  static Stream<ProcessHandle> of(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
  }

  static Stream<ProcessHandle> ofPostgres(TestDatabase database) throws SQLException, IOException {
    return of(postmaster(database));
  }

  /** The processor time of a process's children that have ended, such as closed connections. */
  static Duration ofEndedChildren(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", "" + pid, "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_SYSTEM]);
    return TICK.multipliedBy(ticks);
  }

  /** The process that starts all others of a PostgreSQL. */
  static long postmaster(TestDatabase database) throws SQLException, IOException {
    try (Connection connection = database.superuser().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show data_directory")) {
      row.next();
      Path pidFile = Path.of(row.getString(1), "postmaster.pid");
      return Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
    }
  }
}
