package org.dompet.server;

import java.util.Objects;
import picocli.CommandLine.Command;

@Command(name = "version", description = "Print the version of Dompet and of Java.")
final class VersionCommand implements Runnable {

  private final Terminal terminal;

  VersionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    terminal.say("dompet " + version() + ", Java " + System.getProperty("java.version"));
  }

  static String version() {
    return Objects.requireNonNullElse(
        VersionCommand.class.getPackage().getImplementationVersion(), "unpackaged");
  }
}
