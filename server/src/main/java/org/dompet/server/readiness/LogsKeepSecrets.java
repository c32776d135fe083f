package org.dompet.server.readiness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dompet.readiness.Check;
import org.dompet.readiness.Verdict;
import org.dompet.server.place.Reason;

/** Who reads the logs learns no secret. */
final class LogsKeepSecrets implements Check {
  private static final int SHORTEST = 12;

  private final Path directory;
  private final Supplier<Stream<String>> secrets;

  LogsKeepSecrets(Path directory, Supplier<Stream<String>> secrets) {
    this.directory = directory;
    this.secrets = secrets;
  }

  @Override
  public String name() {
    return "log-secrets";
  }

  @Override
  public String proves() {
    return "None of this installation's secrets stands in the newest megabytes of " + "its logs.";
  }

  @Override
  public Verdict look() {
    Set<String> values = new HashSet<>();
    secrets.get().filter(value -> value.length() >= SHORTEST).forEach(values::add);
    if (values.isEmpty()) {
      return Verdict.warn("no secret is known to look for");
    }
    try (Stream<Path> files = Files.list(directory)) {
      int looked = 0;
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String text = LogTail.of(file);
        looked++;
        if (values.stream().anyMatch(text::contains)) {
          return Verdict.fail(file.getFileName() + " has one of the secrets in it");
        }
      }
      return looked == 0
          ? Verdict.warn("there are no logs in " + directory)
          : Verdict.pass("none of " + values.size() + " secrets in " + looked + " files");
    } catch (IOException unreadable) {
      return Verdict.fail("cannot look into " + directory + " (" + Reason.of(unreadable) + ")");
    }
  }
}
