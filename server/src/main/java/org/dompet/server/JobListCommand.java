package org.dompet.server;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.dompet.job.JobBoard;
import org.dompet.job.JobRun;
import org.dompet.job.JobSettings;
import org.dompet.job.JobStatus;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Settings;
import org.dompet.server.text.Format;
import org.dompet.server.text.TextTable.Align;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    description =
        "Each job: when it ran, how that ended, when it runs next (if the server's settings leave"
            + " the job its period).")
final class JobListCommand extends JobCommand {

  @Option(names = "--format", defaultValue = "TABLE", description = "table (default), json or csv.")
  private Format format = Format.TABLE;

  JobListCommand(Terminal terminal, Settings settings, Clock clock) {
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
