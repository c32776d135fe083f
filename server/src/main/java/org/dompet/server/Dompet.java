package org.dompet.server;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.dompet.job.Job;
import org.dompet.refusal.Refusal;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Reason;
import org.dompet.server.place.Settings;
import picocli.AutoComplete;
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
        .addSubcommand(new ReconcileCommand(terminal, settings, clock))
        .addSubcommand(
            new CommandLine(new LedgerCommand())
                .addSubcommand(new LedgerCommand.Verify(terminal, settings)))
        .addSubcommand(
            new CommandLine(new AuditCommand())
                .addSubcommand(new AuditCommand.Verify(terminal, settings)))
        .addSubcommand(new ReadinessCommand(terminal, settings, clock))
        .addSubcommand(BackupCommand.commandLine(terminal, settings, clock))
        .addSubcommand(JobsCommand.commandLine(terminal, settings, clock))
        .addSubcommand(SecretsCommand.commandLine(terminal, settings, clock))
        .addSubcommand(AdminCommand.commandLine(terminal, settings, clock))
        .addSubcommand(new AutoComplete.GenerateCompletion())
        .addSubcommand(new VersionCommand(terminal))
        .registerConverter(Job.class, JobsCommand::named)
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
    if (problem instanceof Refusal refusal) {
      terminal.complain(Reason.of(refusal) + ".");
      return ExitCode.USAGE.number();
    }
    Optional<SQLException> database = databaseProblem(problem);
    if (database.isPresent()) {
      terminal.complain("the database refused (" + Reason.of(database.get()) + ").");
      return ExitCode.DATABASE.number();
    }
    terminal.complain(
        "unexpected " + problem.getClass().getSimpleName() + " (" + Reason.deepest(problem) + ").");
    problem.printStackTrace(System.err);
    return ExitCode.UNEXPECTED.number();
  }

  private static Optional<SQLException> databaseProblem(Throwable problem) {
    for (Throwable at = problem; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql) {
        return Optional.of(sql);
      }
    }
    return Optional.empty();
  }
}
