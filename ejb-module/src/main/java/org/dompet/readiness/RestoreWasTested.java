package org.dompet.readiness;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Somebody restored a backup not long ago: a backup that was never restored is a hope. */
final class RestoreWasTested implements Check {
  private final Maintenance maintenance;
  private final BackupSettings settings;
  private final Clock clock;

  RestoreWasTested(Maintenance maintenance, BackupSettings settings, Clock clock) {
    this.maintenance = maintenance;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "restore-test";
  }

  @Override
  public String proves() {
    return "A backup was restored as a test within dompet.backup.restore-test-max-age.";
  }

  @Override
  public Scope scope() {
    return Scope.PRODUCTION;
  }

  @Override
  public Verdict look() {
    Maintenance.@Nullable Note last = maintenance.last(Maintenance.Kind.RESTORE_TEST).orElse(null);
    if (last == null) {
      return Verdict.fail("no restore test is known");
    }
    Duration age = Duration.between(last.at(), clock.instant());
    String evidence =
        Ages.say(age) + " ago (" + last.evidence() + ", noted by " + last.notedBy() + ")";
    return age.compareTo(settings.restoreTestMaxAge()) <= 0
        ? Verdict.pass(evidence)
        : Verdict.fail(evidence);
  }
}
