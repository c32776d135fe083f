package org.dompet.server;

import java.time.Clock;
import org.dompet.server.place.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Groups what an operator does with secrets. None of it ever prints one. */
@Command(
    name = "secrets",
    description = "Look at secrets, make and change them: names, ages and lengths, never values.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = HelpCommand.class)
final class SecretsCommand {

  private SecretsCommand() {}

  static CommandLine commandLine(Terminal terminal, Settings settings, Clock clock) {
    return new CommandLine(new SecretsCommand())
        .addSubcommand(new SecretsCheckCommand(terminal, settings, clock))
        .addSubcommand(new SecretsGenerateCommand(terminal, clock))
        .addSubcommand(new SecretsRotateCommand(terminal, settings, clock));
  }
}
