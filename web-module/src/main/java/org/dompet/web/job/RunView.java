package org.dompet.web.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dompet.job.JobRun;
import org.dompet.job.RunPart;
import org.jspecify.annotations.Nullable;

/**
 * A run as it stands.
 *
 * @param duration how long it has been worked on, in all attempts
 * @param rowsPerSecond of that time
 * @param parts null in lists
 */
public record RunView(
    UUID id,
    String job,
    JobRun.Trigger trigger,
    @Nullable String startedBy,
    Map<String, String> parameters,
    @Nullable Instant windowFrom,
    @Nullable Instant windowTo,
    JobRun.State state,
    boolean stopRequested,
    @Nullable String node,
    int attempt,
    Instant requestedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    String duration,
    long checked,
    long rowsRead,
    long rowsPerSecond,
    long findings,
    @Nullable String error,
    @Nullable List<PartView> parts) {

  /** A part of it. */
  public record PartView(int part, String work, @Nullable String position, boolean done) {
    static PartView of(RunPart part) {
      return new PartView(part.part(), part.work(), part.position(), part.done());
    }
  }

  /** As lists show it. */
  public static RunView of(JobRun run) {
    return view(run, null);
  }

  /** As it is shown by itself. */
  public static RunView of(JobRun run, List<RunPart> parts) {
    return view(run, parts.stream().map(PartView::of).toList());
  }

  private static RunView view(JobRun run, @Nullable List<PartView> parts) {
    return new RunView(
        run.id(),
        run.job().code(),
        run.trigger(),
        run.startedBy(),
        run.parameters(),
        run.windowFrom(),
        run.windowTo(),
        run.state(),
        run.stopRequested(),
        run.node(),
        run.attempt(),
        run.requestedAt(),
        run.startedAt(),
        run.endedAt(),
        run.worked().toString(),
        run.checked(),
        run.rowsRead(),
        run.rowsPerSecond(),
        run.findings(),
        run.error(),
        parts);
  }
}
