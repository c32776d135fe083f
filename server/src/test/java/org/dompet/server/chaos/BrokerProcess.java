package org.dompet.server.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A broker that can be killed, and started again with what is on its disk. */
final class BrokerProcess implements AutoCloseable {
  static final String READY = "ready";

  private final Path directory;
  private final int port;
  private Process process;
  private BufferedReader answers;
  private PrintWriter orders;

  BrokerProcess(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  int port() {
    return port;
  }

  void start() throws IOException {
    Path settings =
        Path.of(System.getProperty("dompet.command")).resolveSibling("config/broker.xml");
    process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "-Xmx192m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    BrokerMain.class.getName(),
                    settings.toString(),
                    directory.toString(),
                    Integer.toString(port)))
            .redirectError(Redirect.appendTo(directory.resolveSibling("broker.log").toFile()))
            .start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    require(READY, answers.readLine());
  }

  boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** How many messages a queue has: those that wait and those that somebody is working on. */
  long count(String queue) {
    return Long.parseLong(ask("count " + queue));
  }

  /** Delivers nothing of a queue any more. */
  void pause(String queue) {
    require("paused", ask("pause " + queue));
  }

  void resume(String queue) {
    require("resumed", ask("resume " + queue));
  }

  @Override
  public void close() {
    if (isRunning()) {
      orders.close();
      awaitEnd();
    }
  }

  private void awaitEnd() {
    Eventually.holds(() -> !process.isAlive(), () -> "The broker goes on");
  }

  private String ask(String order) {
    orders.println(order);
    try {
      String answer = answers.readLine();
      if (answer == null) {
        throw new AssertionError("The broker has ended: " + order);
      }
      return answer;
    } catch (IOException gone) {
      throw new AssertionError(gone);
    }
  }

  private static void require(String expected, String answer) {
    if (!expected.equals(answer)) {
      throw new AssertionError("Expected " + expected + ", but the broker said " + answer);
    }
  }
}
