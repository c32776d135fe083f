package org.dompet.web.reconciliation;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.dompet.job.JobRuns;
import org.dompet.limit.Limit;
import org.dompet.reconciliation.Findings;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.web.limit.Limited;
import org.dompet.web.request.Input;
import org.dompet.web.request.Page;
import org.jspecify.annotations.Nullable;

/** What a run has found. */
@Path("admin/reconciliation/runs/{id}/findings")
@ApplicationScoped
@RolesAllowed({"ADMIN", "AUDITOR", "OPERATOR", "SUPPORT"})
@Produces(MediaType.APPLICATION_JSON)
@Limited(Limit.ADMIN)
public class RunFindingsResource {
  private JobRuns runs;
  private Findings findings;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected RunFindingsResource() {}

  @Inject
  RunFindingsResource(JobRuns runs, Findings findings) {
    this.runs = runs;
    this.findings = findings;
  }

  @GET
  public Page<FindingView> list(
      @PathParam("id") String id,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    UUID run = Input.id(id);
    if (runs.find(run).isEmpty()) {
      throw Refusal.of(Kind.NOT_FOUND, "There is no run " + id);
    }
    return FindingView.page(findings, Findings.Filter.ofRun(run), limit, cursor);
  }
}
