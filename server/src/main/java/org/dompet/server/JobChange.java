package org.dompet.server;

import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.dompet.job.Job;
import org.dompet.job.JobRuns;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A command that changes rows of jobs or runs, with a line in the audit log. */
abstract class JobChange extends JobCommand {
  JobChange(Terminal terminal, Settings settings, Clock clock) {
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

  @Command(
      name = "restart",
      description = "Ask for a run again that failed or was stopped: it goes on where it was.")
  static final class Restart extends JobChange {
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
  static final class Stop extends JobChange {
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
  static final class Pause extends JobChange {
    @Parameters(
        paramLabel = "JOB",
        completionCandidates = JobsCommand.Names.class,
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
  static final class Resume extends JobChange {
    @Parameters(
        paramLabel = "JOB",
        completionCandidates = JobsCommand.Names.class,
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
}
