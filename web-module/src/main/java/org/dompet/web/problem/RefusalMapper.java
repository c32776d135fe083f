package org.dompet.web.problem;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import org.dompet.refusal.Refusal;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.jspecify.annotations.Nullable;

/** The business said no. */
@Provider
@Dependent
public class RefusalMapper implements ExceptionMapper<Refusal> {
  @Inject private @Nullable MetricRegistry metrics;

  @Override
  public Response toResponse(Refusal refusal) {
    if (metrics != null) {
      metrics.counter("dompet_refusals_total", new Tag("reason", refusal.kind().code())).inc();
    }
    Response answer = Problem.of(refusal).toResponse();
    @Nullable Duration later = refusal.retryAfter();
    return later == null
        ? answer
        : Response.fromResponse(answer).header("Retry-After", later.toSeconds()).build();
  }
}
