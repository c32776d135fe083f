package org.dompet.server.readiness;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.dompet.readiness.Check;
import org.dompet.readiness.Verdict;

/** Times in logs are everybody's. */
final class TimeZoneIsUtc implements Check {
  private final ZoneId zone;

  TimeZoneIsUtc(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public String name() {
    return "time-zone";
  }

  @Override
  public String proves() {
    return "This machine lives in UTC, so that its logs and others' can be " + "compared.";
  }

  @Override
  public Verdict look() {
    return zone.normalized().equals(ZoneOffset.UTC)
        ? Verdict.pass(zone.getId())
        : Verdict.warn(zone.getId());
  }
}
