package org.dompet.web.job;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.dompet.job.Job;
import org.dompet.job.JobBoard;
import org.dompet.job.JobStatus;
import org.dompet.job.OperateJobs;
import org.dompet.limit.Limit;
import org.dompet.web.limit.Limited;
import org.dompet.web.request.Call;
import org.dompet.web.request.Page;
import org.jspecify.annotations.Nullable;

/** Jobs: read by auditors too, operated by administrators and operators. */
@Path("admin/jobs")
@ApplicationScoped
@RolesAllowed({"ADMIN", "AUDITOR", "OPERATOR"})
@Produces(MediaType.APPLICATION_JSON)
@Limited(Limit.ADMIN)
public class JobsResource {
  private JobBoard board;
  private OperateJobs operate;
  private AskedRuns asked;
  private Call call;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected JobsResource() {}

  @Inject
  JobsResource(JobBoard board, OperateJobs operate, AskedRuns asked, Call call) {
    this.board = board;
    this.operate = operate;
    this.asked = asked;
    this.call = call;
  }

  /** A job as it stands. */
  record JobView(
      String job,
      String every,
      boolean paused,
      @Nullable Instant pausedAt,
      @Nullable String pausedBy,
      @Nullable Instant nextRun,
      @Nullable RunView lastRun,
      @Nullable RunView lastGoodRun) {
    static JobView of(JobStatus status) {
      return new JobView(
          status.job().code(),
          status.every().toString(),
          status.isPaused(),
          status.pausedAt(),
          status.pausedBy(),
          status.nextRun(),
          status.lastRun() == null ? null : RunView.of(status.lastRun()),
          status.lastGoodRun() == null ? null : RunView.of(status.lastGoodRun()));
    }
  }

  @GET
  public Page<JobView> list() {
    List<JobStatus> all = board.all();
    return new Page<>(all.stream().map(JobView::of).toList(), null);
  }

  @GET
  @Path("{code}")
  public JobView read(@PathParam("code") String code) {
    return JobView.of(board.of(Job.ofCode(code)));
  }

  @POST
  @Path("{code}/pause")
  @RolesAllowed({"ADMIN", "OPERATOR"})
  public JobView pause(@PathParam("code") String code) {
    Job job = Job.ofCode(code);
    operate.pause(job, call.userId(), call.caller());
    return JobView.of(board.of(job));
  }

  @POST
  @Path("{code}/resume")
  @RolesAllowed({"ADMIN", "OPERATOR"})
  public JobView resume(@PathParam("code") String code) {
    Job job = Job.ofCode(code);
    operate.resume(job, call.userId(), call.caller());
    return JobView.of(board.of(job));
  }

  @POST
  @Path("{code}/run")
  @RolesAllowed({"ADMIN", "OPERATOR"})
  public Response run(@PathParam("code") String code) {
    return asked.accepted(
        operate.run(Job.ofCode(code), new TreeMap<>(), call.userId(), call.caller()));
  }
}
