package org.dompet.web.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.dompet.ledger.LedgerWriter;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The ledger's writer takes entries. */
@Readiness
@ApplicationScoped
public class WriterReady implements HealthCheck {
  private LedgerWriter writer;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected WriterReady() {}

  @Inject
  WriterReady(LedgerWriter writer) {
    this.writer = writer;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("writer")
        .status(writer.isRunning())
        .withData("waiting", writer.waiting())
        .build();
  }
}
