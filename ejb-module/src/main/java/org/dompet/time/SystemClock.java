package org.dompet.time;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;

/** Gives everybody the same clock: UTC, in microseconds as PostgreSQL stores them. */
@ApplicationScoped
public class SystemClock {
  private static final Duration MICROSECOND = Duration.ofNanos(1_000);

  @Produces
  public Clock clock() {
    return Clock.tick(Clock.systemUTC(), MICROSECOND);
  }
}
