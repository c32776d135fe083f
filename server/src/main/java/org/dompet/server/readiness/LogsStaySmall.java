package org.dompet.server.readiness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.dompet.readiness.Check;
import org.dompet.readiness.Verdict;
import org.dompet.server.place.Reason;

/** Logs don't fill the disk. */
final class LogsStaySmall implements Check {
  static final long MOST = 2L << 30;

  private final Path directory;
  private final long most;

  LogsStaySmall(Path directory, long most) {
    this.directory = directory;
    this.most = most;
  }

  @Override
  public String name() {
    return "log-rotation";
  }

  @Override
  public String proves() {
    return "The logs of the instance are rotated: together they have less than two " + "gibibytes.";
  }

  @Override
  public Verdict look() {
    try (Stream<Path> files = Files.list(directory)) {
      long bytes = 0;
      int count = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
        count++;
      }
      String evidence = count + " files of " + (bytes >> 20) + " MiB";
      if (count == 0) {
        return Verdict.warn("there are no logs in " + directory);
      }
      return bytes > most ? Verdict.fail(evidence) : Verdict.pass(evidence);
    } catch (IOException unreadable) {
      return Verdict.fail("cannot look into " + directory + " (" + Reason.of(unreadable) + ")");
    }
  }
}
