package org.dompet.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.dompet.testing.TestDatabase;

/** How much memory the whole takes, as Linux counts it: shared pages are shared out (PSS). */
public final class Memory {
  private Memory() {}

  /** Of a process and all that it started. */
  public static String of(long pid) {
    return megabytes(Processes.of(pid));
  }

  static String ofJava() {
    return megabytes(Stream.of(ProcessHandle.current()));
  }

  public static String ofPostgres(TestDatabase database) throws SQLException, IOException {
    return megabytes(Processes.ofPostgres(database));
  }

  private static String megabytes(Stream<ProcessHandle> processes) {
    long kilobytes = processes.mapToLong(Memory::kilobytes).sum();
    return kilobytes == 0 ? "unknown" : kilobytes / 1024 + " MB";
  }

  private static long kilobytes(ProcessHandle process) {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", Long.toString(process.pid()), "smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException elsewhere) {
      return 0;
    }
  }
}
