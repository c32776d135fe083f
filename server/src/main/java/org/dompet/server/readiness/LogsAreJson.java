package org.dompet.server.readiness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dompet.readiness.Check;
import org.dompet.readiness.Verdict;
import org.dompet.server.place.Reason;

/** Machines can read the log: each of its newest lines is one JSON object. */
final class LogsAreJson implements Check {
  private static final int LOOKED_AT = 20;

  private final Path file;

  LogsAreJson(Path file) {
    this.file = file;
  }

  @Override
  public String name() {
    return "log-format";
  }

  @Override
  public String proves() {
    return "The newest lines of the server's log are JSON.";
  }

  @Override
  public Scope scope() {
    return Scope.PRODUCTION;
  }

  @Override
  public Verdict look() {
    try {
      List<String> lines =
          LogTail.of(file).lines().filter(line -> !line.isBlank()).skip(1).toList();
      List<String> newest = lines.subList(Math.max(0, lines.size() - LOOKED_AT), lines.size());
      if (newest.isEmpty()) {
        return Verdict.fail("there are no lines in " + file.getFileName());
      }
      long other =
          newest.stream().filter(line -> !line.startsWith("{") || !line.endsWith("}")).count();
      return other == 0
          ? Verdict.pass("the last " + newest.size() + " lines are")
          : Verdict.fail(other + " of the last " + newest.size() + " lines are not JSON");
    } catch (IOException unreadable) {
      return Verdict.fail("cannot read " + file + " (" + Reason.of(unreadable) + ")");
    }
  }
}
