package org.dompet.server;

import java.time.Clock;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.dompet.job.Job;
import org.dompet.refusal.Refusal;
import org.dompet.server.place.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Groups what an operator does with jobs. Only rows change here: the server does the rest. */
@Command(
    name = "jobs",
    description = "See and steer jobs and their runs.",
    synopsisSubcommandLabel = "[COMMAND]",
    subcommands = HelpCommand.class,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:done; a run that was waited for found nothing",
      "1:a run that was waited for found discrepancies",
      "2:the command line is wrong: no such job or run, or one is open",
      "4:the database was not reached or is not current",
      "5:a run that was waited for failed or was stopped, or no server took it"
    })
final class JobsCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private VarOption var = new VarOption();

  private JobsCommand() {}

  /** With its subcommands; alone, it lists. */
  static CommandLine commandLine(Terminal terminal, Settings settings, Clock clock) {
    return new CommandLine(new JobsCommand())
        .addSubcommand(new JobListCommand(terminal, settings, clock))
        .addSubcommand(new JobRunCommand(terminal, settings, clock))
        .addSubcommand(new JobChange.Restart(terminal, settings, clock))
        .addSubcommand(new JobChange.Stop(terminal, settings, clock))
        .addSubcommand(new JobChange.Pause(terminal, settings, clock))
        .addSubcommand(new JobChange.Resume(terminal, settings, clock))
        .addSubcommand(new JobHistoryCommand(terminal, settings, clock));
  }

  /** As its subcommand {@code list} does. */
  @Override
  public Integer call() {
    CommandLine list = Objects.requireNonNull(spec).subcommands().get("list");
    return Objects.requireNonNull(list).execute("--var", var.directory().toString());
  }

  /** A job by its name, as it is typed. */
  static Job named(String code) {
    try {
      return Job.ofCode(code);
    } catch (Refusal unknown) {
      throw new TypeConversionException("there is no job \"" + code + "\"");
    }
  }

  /** The names of jobs, for help and completion. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(Job.values()).map(Job::code).iterator();
    }
  }
}
