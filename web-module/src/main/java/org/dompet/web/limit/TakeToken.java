package org.dompet.web.limit;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import org.dompet.identity.ClientNetwork;
import org.dompet.limit.Limit;
import org.dompet.limit.Limits;
import org.dompet.limit.Verdict;
import org.dompet.web.problem.Problem;
import org.dompet.web.problem.ProblemType;
import org.dompet.web.request.Call;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Takes a token for a request: before its roles are looked at, so that who is not allowed may not
 * try without end either, and before its body is read.
 */
@Priority(Priorities.AUTHORIZATION - 100)
final class TakeToken implements ContainerRequestFilter {
  private final Limit limit;
  private final Limits limits;
  private final Call call;
  private final Counter refused;
  private final String quota;
  private final String policy;
  private final String opening;

  TakeToken(Limit limit, int quota, Limits limits, Call call, MetricRegistry metrics) {
    this.limit = limit;
    this.limits = limits;
    this.call = call;
    this.quota = String.valueOf(quota);
    this.policy = "\"" + limit.code() + "\";q=" + quota + ";w=60";
    this.opening = "\"" + limit.code() + "\";r=";
    this.refused =
        metrics.counter("dompet_rate_limit_refusals_total", new Tag("limit", limit.code()));
  }

  @Override
  public void filter(ContainerRequestContext request) {
    @Nullable String who = who();
    @Nullable Verdict verdict = who == null ? null : limits.take(limit, who).orElse(null);
    if (verdict == null) {
      return;
    }
    String remaining = String.valueOf(verdict.remaining());
    String reset = String.valueOf(verdict.resetSeconds());
    call.answerWith("RateLimit-Policy", policy);
    call.answerWith("RateLimit", opening + remaining + ";t=" + reset);
    call.answerWith("X-RateLimit-Limit", quota);
    call.answerWith("X-RateLimit-Remaining", remaining);
    call.answerWith("X-RateLimit-Reset", reset);
    if (!verdict.allowed()) {
      refused.inc();
      request.abortWith(refusal(verdict));
    }
  }

  /** Null for nobody at a door where one must be signed in: told so next, at no cost. */
  private @Nullable String who() {
    return limit.who() == Limit.Who.ADDRESS
        ? ClientNetwork.of(call.address())
        : call.token().map(JsonWebToken::getSubject).orElse(null);
  }

  private Response refusal(Verdict verdict) {
    String detail =
        "%d a minute is the limit of %s; in %d seconds there are as many again"
            .formatted(verdict.quota(), limit.code(), verdict.resetSeconds());
    return Response.fromResponse(Problem.of(ProblemType.RATE_LIMITED, detail).toResponse())
        .header("Retry-After", verdict.resetSeconds())
        .build();
  }
}
