package org.dompet.time;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Gives everybody the same clock: UTC, in microseconds as PostgreSQL stores them. */
@ApplicationScoped
public class SystemClock {

  @Produces
  public Clock clock() {
    return new Microseconds();
  }

  /**
   * Not {@code Clock.tick}: Java 17 divides by zero in its {@code millis()} for ticks this fine.
   */
  private static final class Microseconds extends Clock {
    private final Clock system = Clock.systemUTC();

    @Override
    public Instant instant() {
      return system.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("Dompet knows UTC only");
    }
  }
}
