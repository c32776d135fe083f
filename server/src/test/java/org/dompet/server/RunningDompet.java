package org.dompet.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** {@code ./dompet} as a person at a terminal runs it; killed at the end if it still runs. */
public final class RunningDompet implements AutoCloseable {

  /** Without the second compiler, which pays only in servers that live for long. */
  private static final String QUICK_START = "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 ";

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Process process;
  private final List<String> lines = new ArrayList<>();
  private final Thread reader;

  private RunningDompet(Process process) {
    this.process = process;
    this.reader = new Thread(this::read, "output of dompet");
    reader.setDaemon(true);
    reader.start();
  }

  static RunningDompet run(String... arguments) {
    return run(List.of(), arguments);
  }

  /** Runs with more environment, given as NAME=value. */
  public static RunningDompet run(List<String> environment, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("dompet.command")).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DOMPET_BUILD", "never");
    String agent = System.getProperty("dompet.agent", "");
    builder.environment().put("DOMPET_JAVA_OPTS", (QUICK_START + agent).strip());
    for (String assignment : environment) {
      int equals = assignment.indexOf('=');
      builder.environment().put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
    try {
      return new RunningDompet(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A port of the loopback address that nobody listened on just now. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a line; fails with all output when the process ends without it. */
  public String awaitLine(String part) {
    await(() -> has(part) || hasEnded(), "no line \"" + part + "\"");
    return output()
        .lines()
        .filter(line -> line.contains(part))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no \"" + part + "\" in:\n" + output()));
  }

  int awaitExit() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("still runs:\n" + output());
      }
      reader.join();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** SIGTERM, as {@code kill} and service managers send. */
  void terminate() {
    process.destroy();
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /** All that it has printed. */
  public String output() {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }

  /** Processes, of whatever parent, that name the directory in their command line. */
  static List<String> processesOn(Path directory) {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(path -> path.getFileName().toString().matches("\\d+"))
          .map(RunningDompet::commandLine)
          .filter(line -> line.contains(directory.toString()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty for processes that have ended, reaped or not. */
  private static String commandLine(Path process) {
    try {
      return Files.readString(process.resolve("cmdline")).replace('\0', ' ').strip();
    } catch (IOException e) {
      return "";
    }
  }

  /** Ends it as {@link #terminate} does, and waits for the end. */
  @Override
  public void close() {
    if (process.isAlive()) {
      terminate();
      awaitExit();
    }
  }

  private void read() {
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (lines) {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process has ended and all that it printed has been read. */
  private boolean hasEnded() {
    return !process.isAlive() && !reader.isAlive();
  }

  private boolean has(String part) {
    return output().contains(part);
  }

  private void await(BooleanSupplier condition, String failure) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(failure + " in:\n" + output());
      }
      try {
        process.waitFor(50, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }
}
