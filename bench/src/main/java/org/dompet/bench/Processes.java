package org.dompet.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.dompet.testing.TestDatabase;

/** The processes that a benchmark looks at. */
final class Processes {
  private Processes() {}

  /** A process and all that it started. */
  static Stream<ProcessHandle> of(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
  }

  static Stream<ProcessHandle> ofPostgres(TestDatabase database) throws SQLException, IOException {
    try (Connection connection = database.superuser().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show data_directory")) {
      row.next();
      Path pidFile = Path.of(row.getString(1), "postmaster.pid");
      return of(Long.parseLong(Files.readAllLines(pidFile).get(0).strip()));
    }
  }
}
