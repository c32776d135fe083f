package org.dompet.server.readiness;

import org.dompet.readiness.Verdict;

/** Nobody may call as often as he likes. */
final class LimitsAreOn extends ServerCheck {
  LimitsAreOn(RunningServer server) {
    super(server);
  }

  @Override
  public String name() {
    return "rate-limits";
  }

  @Override
  public String proves() {
    return "The API counts calls, and says how many are left.";
  }

  @Override
  Verdict ask(RunningServer server) {
    Answer answer = server.get("/api/v1/features");
    if (answer.status() == 429) {
      return Verdict.pass("calls are limited: this one was too many");
    }
    String policy = answer.text("RateLimit-Policy");
    return policy.isEmpty()
        ? Verdict.fail("an answer of the API has no RateLimit-Policy")
        : Verdict.pass("RateLimit-Policy: " + policy);
  }
}
