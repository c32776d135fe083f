package org.dompet.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.dompet.job.Job;
import org.dompet.job.JobBoard;
import org.dompet.job.JobRun;
import org.dompet.job.JobRuns;
import org.dompet.job.JobSettings;
import org.dompet.job.JobStatus;
import org.dompet.refusal.Refusal;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Settings;
import org.dompet.server.text.Format;
import org.dompet.server.text.TextTable.Align;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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

  private JobsCommand() {}

  /** With its subcommands; alone, it lists. */
  static CommandLine commandLine(Terminal terminal, Settings settings, Clock clock) {
    return new CommandLine(new JobsCommand())
        .addSubcommand(new JobList(terminal, settings, clock))
        .addSubcommand(new RunJobCommand(terminal, settings, clock))
        .addSubcommand(new Restart(terminal, settings, clock))
        .addSubcommand(new Stop(terminal, settings, clock))
        .addSubcommand(new Pause(terminal, settings, clock))
        .addSubcommand(new Resume(terminal, settings, clock))
        .addSubcommand(new History(terminal, settings, clock));
  }

  /** As its subcommand {@code list} does. */
  @Override
  public Integer call() {
    CommandLine list = Objects.requireNonNull(spec).subcommands().get("list");
    return Objects.requireNonNull(list).execute();
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

  /** What all of them have. */
  abstract static class Beside implements Callable<Integer> {
    final Terminal terminal;
    final Clock clock;
    private final Settings settings;

    @Mixin private VarOption var = new VarOption();

    Beside(Terminal terminal, Settings settings, Clock clock) {
      this.terminal = terminal;
      this.settings = settings;
      this.clock = clock;
    }

    abstract ExitCode work(OpenDatabase database);

    @Override
    public final Integer call() {
      try (OpenDatabase database = OpenDatabase.of(settings, var.directory())) {
        return work(database).number();
      }
    }
  }

  /** What changes rows, with a line in the audit log. */
  abstract static class Change extends Beside {
    Change(Terminal terminal, Settings settings, Clock clock) {
      super(terminal, settings, clock);
    }

    /** Does it, and returns the sentence that says so. */
    abstract String change(JobRuns runs, Operator operator, DataSource transaction);

    @Override
    final ExitCode work(OpenDatabase database) {
      Operator operator = Operator.ofThisProcess();
      terminal.say(
          OneTransaction.in(
              database.forWriting(),
              transaction -> change(new JobRuns(transaction, clock), operator, transaction)));
      return ExitCode.OK;
    }
  }

  @Command(
      name = "list",
      description =
          "Each job: when it ran, how that ended, when it runs next (if the server's settings leave"
              + " the job its period).")
  static final class JobList extends Beside {

    @Option(
        names = "--format",
        defaultValue = "TABLE",
        description = "table (default), json or csv.")
    private Format format = Format.TABLE;

    JobList(Terminal terminal, Settings settings, Clock clock) {
      super(terminal, settings, clock);
    }

    @Override
    ExitCode work(OpenDatabase database) {
      Listing listing =
          new Listing(
              format,
              List.of("job", "last run", "state", "findings", "last good run", "next run"),
              List.of(Align.LEFT, Align.LEFT, Align.LEFT, Align.RIGHT, Align.LEFT, Align.LEFT));
      JobBoard board = new JobBoard(database.forReading(), clock, JobSettings.defaults());
      for (JobStatus job : board.all()) {
        JobRun last = job.lastRun();
        JobRun good = job.lastGoodRun();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("job", job.job().code());
        row.put("lastRun", last == null ? null : seconds(last.requestedAt()));
        row.put("state", last == null ? null : last.state());
        row.put("findings", last == null ? null : last.findings());
        row.put("lastGoodRun", good == null ? null : seconds(good.endedAt()));
        row.put("nextRun", job.isPaused() ? "paused" : seconds(job.nextRun()));
        listing.add(row, UnaryOperator.identity());
      }
      terminal.write(listing.toString());
      return ExitCode.OK;
    }
  }

  @Command(name = "history", description = "Runs, the newest first.")
  static final class History extends Beside {

    @Parameters(
        arity = "0..1",
        paramLabel = "JOB",
        completionCandidates = Names.class,
        description = "Of one job: ${COMPLETION-CANDIDATES}.")
    private @Nullable Job job;

    @Option(names = "--state", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private JobRun.@Nullable State state;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "20",
        description = "How many, 1 to 200 (default: 20).")
    private int limit;

    @Option(
        names = "--format",
        defaultValue = "TABLE",
        description = "table (default), json or csv.")
    private Format format = Format.TABLE;

    History(Terminal terminal, Settings settings, Clock clock) {
      super(terminal, settings, clock);
    }

    @Override
    ExitCode work(OpenDatabase database) {
      Listing listing =
          new Listing(
              format,
              List.of(
                  "run",
                  "job",
                  "by",
                  "started",
                  "seconds",
                  "checked",
                  "findings",
                  "rows/s",
                  "state",
                  "error"),
              List.of(
                  Align.LEFT,
                  Align.LEFT,
                  Align.LEFT,
                  Align.LEFT,
                  Align.RIGHT,
                  Align.RIGHT,
                  Align.RIGHT,
                  Align.RIGHT,
                  Align.LEFT,
                  Align.LEFT));
      for (JobRun run : new JobRuns(database.forReading(), clock).list(job, state, null, limit)) {
        listing.add(row(run), UnaryOperator.identity());
      }
      terminal.write(listing.toString());
      return ExitCode.OK;
    }

    private static Map<String, @Nullable Object> row(JobRun run) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("run", run.id());
      row.put("job", run.job().code());
      row.put("by", run.startedBy() == null ? run.trigger().name() : run.startedBy());
      row.put("started", seconds(run.startedAt()));
      row.put("seconds", tenths(run.worked()));
      row.put("checked", run.checked());
      row.put("findings", run.findings());
      row.put("rowsPerSecond", run.rowsPerSecond());
      row.put("state", run.state());
      row.put("error", run.error());
      return row;
    }
  }

  @Command(
      name = "restart",
      description = "Ask for a run again that failed or was stopped: it goes on where it was.")
  static final class Restart extends Change {
    @Parameters(paramLabel = "RUN", description = "The run, as history shows it.")
    private @Nullable UUID run;

    Restart(Terminal terminal, Settings settings, Clock clock) {
      super(terminal, settings, clock);
    }

    @Override
    String change(JobRuns runs, Operator operator, DataSource transaction) {
      UUID id = Objects.requireNonNull(run);
      runs.restart(id);
      operator.did(transaction, clock, "run.restart", id.toString());
      return "Run " + id + " goes on as soon as a server takes it.";
    }
  }

  @Command(name = "stop", description = "Stop a run; it can be restarted where it stopped.")
  static final class Stop extends Change {
    @Parameters(paramLabel = "RUN", description = "The run, as history shows it.")
    private @Nullable UUID run;

    Stop(Terminal terminal, Settings settings, Clock clock) {
      super(terminal, settings, clock);
    }

    @Override
    String change(JobRuns runs, Operator operator, DataSource transaction) {
      UUID id = Objects.requireNonNull(run);
      runs.requestStop(id);
      operator.did(transaction, clock, "run.stop", id.toString());
      return "Run " + id + " stops when the page that it works on is done.";
    }
  }

  @Command(
      name = "pause",
      description = "Let the timer pass a job by. It can still be run by hand.")
  static final class Pause extends Change {
    @Parameters(
        paramLabel = "JOB",
        completionCandidates = Names.class,
        description = "${COMPLETION-CANDIDATES}.")
    private @Nullable Job job;

    Pause(Terminal terminal, Settings settings, Clock clock) {
      super(terminal, settings, clock);
    }

    @Override
    String change(JobRuns runs, Operator operator, DataSource transaction) {
      Job chosen = Objects.requireNonNull(job);
      runs.pause(chosen, operator.name());
      operator.did(transaction, clock, "job.pause", chosen.code());
      return chosen.code() + " is paused.";
    }
  }

  @Command(name = "resume", description = "Let the timer start a job again.")
  static final class Resume extends Change {
    @Parameters(
        paramLabel = "JOB",
        completionCandidates = Names.class,
        description = "${COMPLETION-CANDIDATES}.")
    private @Nullable Job job;

    Resume(Terminal terminal, Settings settings, Clock clock) {
      super(terminal, settings, clock);
    }

    @Override
    String change(JobRuns runs, Operator operator, DataSource transaction) {
      Job chosen = Objects.requireNonNull(job);
      runs.resume(chosen, operator.name());
      operator.did(transaction, clock, "job.resume", chosen.code());
      return chosen.code() + " is started by its timer again.";
    }
  }

  private static @Nullable Object seconds(@Nullable Instant moment) {
    return moment == null ? null : moment.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Seconds with one decimal. */
  static String tenths(Duration duration) {
    return duration.toSeconds() + "." + duration.toMillisPart() / 100;
  }
}
