package org.dompet.server.postgres;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Reason;

/** Runs {@code initdb} and {@code pg_ctl}. */
final class PostgresTools {

  /** What a tool said and how it ended. */
  record Outcome(int exitCode, String output) {

    boolean succeeded() {
      return exitCode == 0;
    }

    /** The last line that says something: PostgreSQL's tools put the reason there. */
    String lastWords() {
      List<String> lines =
          output.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
      return lines.isEmpty() ? "exit code " + exitCode : lines.get(lines.size() - 1);
    }
  }

  private final Path home;
  private final List<String> prefix;

  private PostgresTools(Path home, List<String> prefix) {
    this.home = home;
    this.prefix = prefix;
  }

  /**
   * PostgreSQL refuses to run as root. A user namespace without a mapping takes the privileges away
   * and keeps the ownership of files.
   */
  static PostgresTools in(Path home) {
    if (new UnixSystem().getUid() != 0) {
      return new PostgresTools(home, List.of());
    }
    List<String> unshare = List.of("unshare", "-U");
    if (!isAvailable(unshare)) {
      throw new CannotRun(
          ExitCode.MACHINE,
          "PostgreSQL refuses to run as root, and this system has no user namespaces: run dompet"
              + " as an ordinary user.");
    }
    return new PostgresTools(home, unshare);
  }

  private static boolean isAvailable(List<String> prefix) {
    try {
      List<String> command = new ArrayList<>(prefix);
      command.addAll(List.of("id", "-u"));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String uid = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 && !uid.strip().equals("0");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  Outcome run(String tool, String... arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(home.resolve("bin").resolve(tool).toString());
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // The operator's own PostgreSQL settings are not ours; messages in English, for the log.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), output);
    } catch (IOException e) {
      throw new CannotRun(ExitCode.DATABASE, "cannot run " + tool + " (" + Reason.of(e) + ").", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotRun(ExitCode.UNEXPECTED, "interrupted while running " + tool + ".", e);
    }
  }
}
