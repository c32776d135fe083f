package org.dompet.web.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.dompet.readiness.Peers;
import org.dompet.readiness.Readiness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/**
 * The checks of {@link Readiness} as MicroProfile Health shows them to everybody: names and states.
 * What they saw, {@code /ready} tells staff.
 */
@ApplicationScoped
public class ReadinessProbes {
  private Readiness readiness;
  private Peers peers;
  private volatile boolean begun;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected ReadinessProbes() {}

  @Inject
  ReadinessProbes(Readiness readiness, Peers peers) {
    this.readiness = readiness;
    this.peers = peers;
  }

  /** Not later, by the first probe: its thread is not this application's. */
  void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {
    readiness.begin(MigrationsReady.SCHEMA_VERSION);
    peers.begin();
    begun = true;
  }

  @Produces
  @Startup
  @org.eclipse.microprofile.health.Readiness
  HealthCheck database() {
    return probe("database");
  }

  @Produces
  @org.eclipse.microprofile.health.Readiness
  HealthCheck migrations() {
    return probe("migrations");
  }

  @Produces
  @org.eclipse.microprofile.health.Readiness
  HealthCheck role() {
    return probe("database-role");
  }

  @Produces
  @org.eclipse.microprofile.health.Readiness
  HealthCheck durability() {
    return probe("database-durability");
  }

  @Produces
  @org.eclipse.microprofile.health.Readiness
  HealthCheck encryption() {
    return probe("database-encryption");
  }

  @Produces
  @org.eclipse.microprofile.health.Readiness
  HealthCheck backup() {
    return probe("backup");
  }

  @Produces
  @org.eclipse.microprofile.health.Readiness
  HealthCheck restoreTest() {
    return probe("restore-test");
  }

  @Produces
  @org.eclipse.microprofile.health.Readiness
  HealthCheck secrets() {
    return probe("secrets");
  }

  @Produces
  @org.eclipse.microprofile.health.Readiness
  HealthCheck jobs() {
    return probe("jobs");
  }

  @Produces
  @org.eclipse.microprofile.health.Readiness
  HealthCheck broker() {
    return probe("broker");
  }

  @Produces
  @org.eclipse.microprofile.health.Readiness
  HealthCheck writer() {
    return probe("writer");
  }

  private HealthCheck probe(String name) {
    return () -> HealthCheckResponse.named(name).status(passes(name)).build();
  }

  /**
   * A probe may come while the application is being loaded: no bean but this one may be made then.
   */
  private boolean passes(String name) {
    return begun && !readiness.of(name).verdict().isFail();
  }
}
