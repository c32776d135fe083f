package org.dompet.server;

import java.time.Clock;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Reason;
import org.dompet.server.place.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The entry point: reads the command line, runs a command, ends with its exit code. */
@Command(
    name = "dompet",
    description = "A self-hosted digital-wallet platform for Telegram Mini Apps.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = HelpCommand.class)
public final class Dompet {

  private Dompet() {}

  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofThisProcess();
    int exitCode =
        commandLine(terminal, Settings.ofThisProcess(), Clock.systemUTC()).execute(arguments);
    System.exit(exitCode);
  }

  static CommandLine commandLine(Terminal terminal, Settings settings, Clock clock) {
    return new CommandLine(new Dompet())
        .addSubcommand(new StartCommand(terminal, settings, clock))
        .addSubcommand(new MigrateCommand(terminal, settings))
        .addSubcommand(new InitDataCommand(terminal, settings, clock))
        .addSubcommand(
            new CommandLine(new WebhookCommand())
                .addSubcommand(new WebhookCommand.Send(terminal, settings, clock)))
        .addSubcommand(new VersionCommand(terminal))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, command, parsed) -> explain(terminal, e));
  }

  private static int explain(Terminal terminal, Exception problem) {
    if (problem instanceof CannotRun cannotRun) {
      terminal.complain(cannotRun.sentence());
      // For var/log/server.log, once it has taken over; until then the sentence is all.
      System.getLogger("dompet").log(System.Logger.Level.DEBUG, "cannot run", problem);
      return cannotRun.exitCode().number();
    }
    terminal.complain(
        "unexpected " + problem.getClass().getSimpleName() + " (" + Reason.deepest(problem) + ").");
    problem.printStackTrace(System.err);
    return ExitCode.UNEXPECTED.number();
  }
}
