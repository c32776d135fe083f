package org.dompet.web.request;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import org.dompet.tracing.Tracing;

/** Has the log know the trace that the server began for a request, where requests are traced. */
@Provider
@Dependent
public class JoinTrace implements DynamicFeature {
  private final Tracing tracing;

  @Inject
  JoinTrace(Tracing tracing) {
    this.tracing = tracing;
  }

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    if (tracing.isOn()) {
      context.register(new Join(tracing));
    }
  }

  @Priority(Priorities.AUTHENTICATION - 200)
  private record Join(Tracing tracing) implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
      tracing.join();
    }
  }
}
