package org.dompet.server.readiness;

import java.util.function.UnaryOperator;
import org.dompet.readiness.Check;
import org.dompet.readiness.Verdict;

/** A slow request can be followed through the system. */
final class TracesAreSent implements Check {
  private final UnaryOperator<String> environment;

  TracesAreSent(UnaryOperator<String> environment) {
    this.environment = environment;
  }

  @Override
  public String name() {
    return "tracing";
  }

  @Override
  public String proves() {
    return "Traces are switched on, and have somewhere to go.";
  }

  @Override
  public Verdict look() {
    boolean on = environment.apply("OTEL_SDK_DISABLED").equalsIgnoreCase("false");
    String endpoint = environment.apply("OTEL_EXPORTER_OTLP_ENDPOINT");
    if (!on) {
      return Verdict.warn("off: OTEL_SDK_DISABLED is not false");
    }
    return endpoint.isEmpty()
        ? Verdict.warn("on, but OTEL_EXPORTER_OTLP_ENDPOINT is not set")
        : Verdict.pass("on, to an endpoint");
  }
}
