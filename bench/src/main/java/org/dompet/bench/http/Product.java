package org.dompet.bench.http;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dompet.testing.RaisedLimits;
import org.dompet.testing.TestDatabase;

/** Dompet as it is built, in a process of its own, on a database that is given. */
final class Product implements AutoCloseable {
  private static final long START_SECONDS = 240;

  private final Process process;
  private final Path log;
  private final int port;

  /**
   * Starts it and waits until it is ready.
   *
   * @param distribution the folder that the build made
   * @param environment its settings, beside the database
   */
  Product(
      Path distribution,
      TestDatabase database,
      Map<String, String> environment,
      List<String> javaOptions)
      throws IOException, InterruptedException {
    port = freePort();
    Path var = Files.createTempDirectory("dompet-bench");
    log = var.resolve("bench.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.addAll(
        List.of(
            "-jar",
            distribution.resolve("boot/dompet.jar").toString(),
            "start",
            "--port",
            String.valueOf(port),
            "--var",
            var.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .putAll(
            Map.of(
                "DOMPET_DATABASE_URL",
                database.url(),
                "DOMPET_DATABASE_USER",
                TestDatabase.APPLICATION,
                "DOMPET_DATABASE_PASSWORD",
                TestDatabase.PASSWORD));
    builder.environment().putAll(RaisedLimits.environment());
    builder.environment().putAll(environment);
    File output = log.toFile();
    process = builder.redirectErrorStream(true).redirectOutput(output).start();
    awaitReady();
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  private void awaitReady() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!Files.readString(log).contains("is ready")) {
      if (process.waitFor(200, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IllegalStateException("Dompet did not start:\n" + Files.readString(log));
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 30, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }
}
