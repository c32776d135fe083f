package org.dompet.server;

import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "start",
    description =
        "Start the platform and stay until Ctrl-C: PostgreSQL and the broker (embedded, unless"
            + " DATABASE_URL and BROKER_URL name others), then the application.")
final class StartCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Settings settings;
  private final Clock clock;

  @Mixin private VarOption var = new VarOption();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "${env:DOMPET_PORT:-8080}",
      description = "HTTP port (default: 8080).")
  private int port;

  @Option(
      names = "--address",
      defaultValue = "${env:DOMPET_ADDRESS:-127.0.0.1}",
      description =
          "Address to listen on (default: 127.0.0.1; 0.0.0.0 for every network of the machine).")
  private String address = "127.0.0.1";

  @Option(names = "--demo", description = "Add demo people with wallets, and a demo administrator.")
  private boolean demo;

  StartCommand(Terminal terminal, Settings settings, Clock clock) {
    this.terminal = terminal;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 1 || port > 65535) {
      throw new CannotRun(ExitCode.USAGE, "--port must be between 1 and 65535.");
    }
    new Platform(terminal, settings, clock, var.directory(), new HttpAddress(address, port), demo)
        .start();
    // The signal handlers of the virtual machine end the process; until then, serve.
    new CountDownLatch(1).await();
    return ExitCode.OK.number();
  }
}
