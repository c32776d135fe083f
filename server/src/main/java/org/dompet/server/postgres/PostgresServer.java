package org.dompet.server.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Reason;
import org.dompet.server.place.RunState;
import org.dompet.server.place.Secrets;
import org.dompet.server.place.VarDirectory;

/**
 * The PostgreSQL below {@code var/}. It runs in a session of its own, so Ctrl-C in the terminal
 * does not reach it before the application has stopped.
 */
public final class PostgresServer implements AutoCloseable {

  public static final String SUPERUSER = "postgres";

  /** The name of the superuser's password among the secrets. */
  public static final String SUPERUSER_SECRET = "postgres-superuser";

  /** How it found its data directory. */
  public enum Found {
    NOTHING,
    DATA,
    /** A killed process had left PostgreSQL running: it was stopped and started anew. */
    RUNNING
  }

  /** Seconds. Recovery after a crash replays at most a few gigabytes of log. */
  private static final String START_TIMEOUT = "300";

  private static final String STOP_TIMEOUT = "60";

  private final VarDirectory var;
  private final Secrets secrets;
  private final RunState state;
  private final PostgresTools tools;
  private boolean closed;

  public PostgresServer(VarDirectory var, Secrets secrets, RunState state) {
    this.var = var;
    this.secrets = secrets;
    this.state = state;
    this.tools = PostgresTools.in(PostgresBinaries.unpackedIn(var.run()));
  }

  /** Brings PostgreSQL up and returns when it accepts connections. */
  public synchronized Found start() {
    if (closed) {
      throw new CannotRun(ExitCode.DATABASE, "PostgreSQL was asked to stop before it started.");
    }
    try {
      Found found = Found.DATA;
      if (!Files.exists(var.postgres())) {
        initialize();
        found = Found.NOTHING;
      } else if (stopOrphan()) {
        found = Found.RUNNING;
      }
      state.keep(RunState.POSTGRES_PORT, Integer.toString(Ports.stable(previousPort())));
      PostgresConfiguration.write(var.postgres(), var.log(), port());
      launch();
      return found;
    } catch (IOException e) {
      throw new CannotRun(ExitCode.DATABASE, "cannot start PostgreSQL (" + Reason.of(e) + ").", e);
    }
  }

  public int port() {
    return previousPort().orElseThrow();
  }

  /** A JDBC URL on this server, without credentials. */
  public String url(String database) {
    return url(port(), database);
  }

  /** The JDBC URL of a database of the instance that listens on a port. */
  public static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** Runs once if PostgreSQL ends without having been asked to. */
  public void onUnexpectedEnd(Runnable action) {
    postmaster()
        .ifPresent(
            process -> {
              var unused = process.onExit().thenRun(() -> unlessClosed(action));
            });
  }

  private void unlessClosed(Runnable action) {
    if (!isClosed()) {
      action.run();
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Stops PostgreSQL; a start that is under way is waited for first. */
  @Override
  public synchronized void close() {
    closed = true;
    if (Files.exists(pidFile())) {
      stop();
    }
  }

  private void initialize() throws IOException {
    secrets.password(SUPERUSER_SECRET);
    // Made beside and moved as a whole: a killed start leaves nothing that looks complete.
    Path draft = Files.createTempDirectory(var.root(), "postgres-draft");
    PostgresTools.Outcome outcome =
        tools.run(
            "initdb",
            "--pgdata=" + draft,
            "--username=" + SUPERUSER,
            "--pwfile=" + secrets.file(SUPERUSER_SECRET),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--locale=C.UTF-8",
            "--data-checksums");
    if (!outcome.succeeded()) {
      throw new CannotRun(
          ExitCode.DATABASE, "cannot create the database (" + outcome.lastWords() + ").");
    }
    Files.move(draft, var.postgres(), StandardCopyOption.ATOMIC_MOVE);
  }

  private void launch() throws IOException {
    Path firstWords = var.log().resolve("postgres-start.log");
    Files.deleteIfExists(firstWords);
    PostgresTools.Outcome outcome =
        tools.run(
            "pg_ctl",
            "--pgdata=" + var.postgres(),
            "--log=" + firstWords,
            "--wait",
            "--timeout=" + START_TIMEOUT,
            "--silent",
            "start");
    if (!outcome.succeeded()) {
      throw new CannotRun(
          ExitCode.DATABASE,
          "PostgreSQL would not start (" + outcome.lastWords() + "): see " + var.log() + ".");
    }
  }

  private boolean stopOrphan() {
    if (postmaster().isEmpty()) {
      // Whatever pid file is left, PostgreSQL itself judges it better than we could.
      return false;
    }
    stop();
    return true;
  }

  private void stop() {
    PostgresTools.Outcome outcome = stop("fast");
    if (!outcome.succeeded() && postmaster().isPresent()) {
      outcome = stop("immediate");
    }
    if (!outcome.succeeded() && postmaster().isPresent()) {
      throw new CannotRun(
          ExitCode.DATABASE, "PostgreSQL would not stop (" + outcome.lastWords() + ").");
    }
  }

  private PostgresTools.Outcome stop(String mode) {
    return tools.run(
        "pg_ctl",
        "--pgdata=" + var.postgres(),
        "--mode=" + mode,
        "--wait",
        "--timeout=" + STOP_TIMEOUT,
        "--silent",
        "stop");
  }

  /**
   * The running postmaster of this data directory. The process is looked at before it is believed:
   * after a crash, its number may belong to somebody else.
   */
  private Optional<ProcessHandle> postmaster() {
    try {
      if (!Files.exists(pidFile())) {
        return Optional.empty();
      }
      List<String> lines = Files.readAllLines(pidFile());
      return lines.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(this::isOurs);
    } catch (NumberFormatException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isOurs(ProcessHandle process) {
    return process
        .info()
        .commandLine()
        .map(line -> line.contains("postgres") && line.contains(var.postgres().toString()))
        .orElse(false);
  }

  private Path pidFile() {
    return var.postgres().resolve("postmaster.pid");
  }

  private Optional<Integer> previousPort() {
    return state.find(RunState.POSTGRES_PORT).map(Integer::valueOf);
  }
}
