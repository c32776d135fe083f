package org.dompet.server;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.dompet.job.Job;
import org.dompet.job.JobRun;
import org.dompet.job.JobRuns;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    description = "Run a job now, paused or not, and wait for its end. A server must be running.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the run found nothing",
      "1:the run found discrepancies",
      "2:no such job, or a run of it is open",
      "4:the database was not reached or is not current",
      "5:the run failed or was stopped, or no server took it"
    })
final class JobRunCommand extends JobCommand {

  private static final long LOOK_EVERY_MILLIS = 500;

  @Parameters(
      paramLabel = "JOB",
      completionCandidates = JobsCommand.Names.class,
      description = "${COMPLETION-CANDIDATES}.")
  private @Nullable Job job;

  @Option(
      names = "--wallet",
      paramLabel = "ID",
      description = "Of wallet-reconciliation: only this.")
  private @Nullable UUID wallet;

  @Option(names = "--no-wait", description = "Only ask for it, and print the run's id.")
  private boolean noWait;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long to wait for a server that takes the run (default: 30).")
  private int patience;

  JobRunCommand(Terminal terminal, Settings settings, Clock clock) {
    super(terminal, settings, clock);
  }

  @Override
  ExitCode work(OpenDatabase database) {
    Job chosen = Objects.requireNonNull(job);
    if (wallet != null && chosen != Job.WALLET_RECONCILIATION) {
      throw new CannotRun(ExitCode.USAGE, "--wallet is for wallet-reconciliation alone.");
    }
    if (!database.mayHaveServer()) {
      throw new CannotRun(
          ExitCode.APPLICATION, "no server runs here that could run a job: ./dompet start first.");
    }
    Operator operator = Operator.ofThisProcess();
    SortedMap<String, String> parameters = new TreeMap<>();
    if (wallet != null) {
      parameters.put("walletId", wallet.toString());
    }
    UUID id =
        OneTransaction.in(
            database.forWriting(),
            transaction -> {
              UUID run =
                  new JobRuns(transaction, clock)
                      .request(chosen, JobRun.Trigger.OPERATOR, operator.name(), parameters);
              operator.did(transaction, clock, "job.run", chosen.code() + ":" + run);
              return run;
            });
    if (noWait) {
      terminal.say(id.toString());
      return ExitCode.OK;
    }
    return await(new JobRuns(database.forWriting(), clock), id);
  }

  private ExitCode await(JobRuns runs, UUID id) {
    long asked = System.nanoTime();
    JobRun run = find(runs, id);
    while (run.state().isOpen()) {
      if (run.state() == JobRun.State.REQUESTED
          && Duration.ofNanos(System.nanoTime() - asked).toSeconds() >= patience) {
        runs.requestStop(id);
        throw new CannotRun(
            ExitCode.APPLICATION,
            "no server took the run within "
                + patience
                + " s, and it was taken back: is one running on this database?");
      }
      terminal.progress(describe(run));
      pause();
      run = find(runs, id);
    }
    return end(run);
  }

  private ExitCode end(JobRun run) {
    terminal.say("run " + run.id() + ": " + describe(run));
    return switch (run.state()) {
      case COMPLETED -> run.findings() == 0 ? ExitCode.OK : ExitCode.DISCREPANCIES;
      default -> {
        terminal.complain(
            run.error() == null ? "the run was stopped." : "the run failed: " + run.error());
        yield ExitCode.APPLICATION;
      }
    };
  }

  private static String describe(JobRun run) {
    return "%s, %,d checked, %,d findings, %s s"
        .formatted(run.state(), run.checked(), run.findings(), tenths(run.worked()));
  }

  private static JobRun find(JobRuns runs, UUID id) {
    return runs.find(id).orElseThrow(() -> new IllegalStateException("Run " + id + " is gone"));
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotRun(ExitCode.APPLICATION, "interrupted; the run goes on.", e);
    }
  }
}
