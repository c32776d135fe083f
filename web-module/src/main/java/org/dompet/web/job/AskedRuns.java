package org.dompet.web.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.dompet.job.JobRun;
import org.dompet.job.JobRuns;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;

/** Answers that show a run. */
@ApplicationScoped
public class AskedRuns {
  private JobRuns runs;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected AskedRuns() {}

  @Inject
  AskedRuns(JobRuns runs) {
    this.runs = runs;
  }

  /** 202, with the address where the run can be watched. */
  public Response accepted(UUID id) {
    return Response.accepted(RunView.of(existing(id)))
        .location(URI.create("/api/v1/admin/reconciliation/runs/" + id))
        .build();
  }

  /**
   * The run as it is now, with its parts.
   *
   * @throws Refusal {@link Kind#NOT_FOUND}
   */
  public RunView view(UUID id) {
    return RunView.of(existing(id), runs.parts(id));
  }

  private JobRun existing(UUID id) {
    return runs.find(id).orElseThrow(() -> Refusal.of(Kind.NOT_FOUND, "There is no run " + id));
  }
}
