package org.dompet.server.readiness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dompet.readiness.Check;
import org.dompet.readiness.Verdict;
import org.dompet.server.place.Reason;

/** The server can open as many files and connections as it will need. */
final class FilesSuffice implements Check {
  private static final long FEWEST = 4_096;
  private static final Pattern LIMIT = Pattern.compile("(?m)^Max open files\\s+([0-9]+|unlimited)");

  private final Path proc;
  private final Optional<String> process;

  FilesSuffice(Path proc, Optional<String> process) {
    this.proc = proc;
    this.process = process;
  }

  @Override
  public String name() {
    return "file-descriptors";
  }

  @Override
  public String proves() {
    return "The server's process may have 4096 files open, and has not four fifths " + "of them.";
  }

  @Override
  public Verdict look() {
    if (process.isEmpty()) {
      return Verdict.warn(ServerCheck.SKIPPED + "no server runs on this directory");
    }
    try {
      long limit = limit(proc.resolve(process.get()));
      long open;
      try (Stream<Path> files = Files.list(proc.resolve(process.get()).resolve("fd"))) {
        open = files.count();
      }
      String evidence = open + " of " + limit + " are open";
      return limit < FEWEST || open * 5 > limit * 4
          ? Verdict.fail(evidence)
          : Verdict.pass(evidence);
    } catch (IOException notHere) {
      return Verdict.warn("cannot be seen on this system (" + Reason.of(notHere) + ")");
    }
  }

  private static long limit(Path process) throws IOException {
    Matcher found = LIMIT.matcher(Files.readString(process.resolve("limits")));
    if (!found.find()) {
      throw new IOException("no limit is named");
    }
    return found.group(1).equals("unlimited") ? Integer.MAX_VALUE : Long.parseLong(found.group(1));
  }
}
