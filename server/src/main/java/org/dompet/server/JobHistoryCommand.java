package org.dompet.server;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.dompet.job.Job;
import org.dompet.job.JobRun;
import org.dompet.job.JobRuns;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Settings;
import org.dompet.server.text.Format;
import org.dompet.server.text.TextTable.Align;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "history", description = "Runs, the newest first.")
final class JobHistoryCommand extends JobCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "JOB",
      completionCandidates = JobsCommand.Names.class,
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

  @Option(names = "--format", defaultValue = "TABLE", description = "table (default), json or csv.")
  private Format format = Format.TABLE;

  JobHistoryCommand(Terminal terminal, Settings settings, Clock clock) {
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
