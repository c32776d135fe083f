package org.dompet.web.reconciliation;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.dompet.job.Job;
import org.dompet.job.JobRun;
import org.dompet.job.JobRuns;
import org.dompet.job.OperateJobs;
import org.dompet.limit.Limit;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.wallet.Wallets;
import org.dompet.web.job.AskedRuns;
import org.dompet.web.job.RunView;
import org.dompet.web.json.Required;
import org.dompet.web.limit.Limited;
import org.dompet.web.request.Call;
import org.dompet.web.request.Input;
import org.dompet.web.request.Page;
import org.jspecify.annotations.Nullable;

/** Runs of jobs: read by auditors too, operated by administrators and operators. */
@Path("admin/reconciliation/runs")
@ApplicationScoped
@RolesAllowed({"ADMIN", "AUDITOR", "OPERATOR"})
@Produces(MediaType.APPLICATION_JSON)
@Limited(Limit.ADMIN)
public class RunsResource {
  private JobRuns runs;
  private OperateJobs operate;
  private Wallets wallets;
  private AskedRuns asked;
  private Call call;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected RunsResource() {}

  @Inject
  RunsResource(JobRuns runs, OperateJobs operate, Wallets wallets, AskedRuns asked, Call call) {
    this.runs = runs;
    this.operate = operate;
    this.wallets = wallets;
    this.asked = asked;
    this.call = call;
  }

  /** What is asked for. */
  record RunRequest(String job, @Nullable String walletId) {
    RunRequest {
      Required.text("job", job);
    }
  }

  @GET
  public Page<RunView> list(
      @QueryParam("job") @Nullable String job,
      @QueryParam("state") @Nullable String state,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    int size = Input.limit(limit, JobRuns.MAX_PAGE);
    List<JobRun> page =
        runs.list(
            job == null ? null : job(job),
            state == null ? null : state(state),
            cursor == null ? null : Input.id("cursor", cursor),
            size);
    return new Page<>(
        page.stream().map(RunView::of).toList(),
        page.size() < size ? null : page.get(size - 1).id().toString());
  }

  @POST
  @RolesAllowed({"ADMIN", "OPERATOR"})
  @Consumes(MediaType.APPLICATION_JSON)
  public Response run(RunRequest request) {
    Job job = job(request.job());
    SortedMap<String, String> parameters = new TreeMap<>();
    if (request.walletId() != null) {
      if (job != Job.WALLET_RECONCILIATION) {
        throw Refusal.of(Kind.INVALID_REQUEST, "walletId", "is for wallet-reconciliation only");
      }
      UUID wallet = Input.id("walletId", request.walletId());
      if (wallets.find(wallet).isEmpty()) {
        throw Refusal.of(Kind.NOT_FOUND, "There is no wallet " + wallet);
      }
      parameters.put("walletId", wallet.toString());
    }
    return asked.accepted(operate.run(job, parameters, call.userId(), call.caller()));
  }

  @GET
  @Path("{id}")
  public RunView read(@PathParam("id") String id) {
    return asked.view(Input.id(id));
  }

  @POST
  @Path("{id}/stop")
  @RolesAllowed({"ADMIN", "OPERATOR"})
  public RunView stop(@PathParam("id") String id) {
    UUID run = Input.id(id);
    operate.stop(run, call.userId(), call.caller());
    return asked.view(run);
  }

  @POST
  @Path("{id}/restart")
  @RolesAllowed({"ADMIN", "OPERATOR"})
  public Response restart(@PathParam("id") String id) {
    UUID run = Input.id(id);
    operate.restart(run, call.userId(), call.caller());
    return asked.accepted(run);
  }

  private static Job job(String code) {
    return Arrays.stream(Job.values())
        .filter(job -> job.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.of(
                    Kind.INVALID_REQUEST,
                    "job",
                    "is not one of " + Arrays.stream(Job.values()).map(Job::code).toList()));
  }

  private static JobRun.State state(String name) {
    return Arrays.stream(JobRun.State.values())
        .filter(state -> state.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.of(
                    Kind.INVALID_REQUEST,
                    "state",
                    "is not one of " + List.of(JobRun.State.values())));
  }
}
