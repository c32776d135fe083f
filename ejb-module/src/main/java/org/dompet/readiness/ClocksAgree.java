package org.dompet.readiness;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import javax.sql.DataSource;

/** This machine and the database's know the same time. */
final class ClocksAgree implements Check {
  private static final Duration WORTH_A_LOOK = Duration.ofSeconds(1);
  private static final Duration TOO_MUCH = Duration.ofSeconds(5);

  private final DataSource dataSource;
  private final Clock clock;

  ClocksAgree(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public String proves() {
    return "The clocks of this machine and of the database differ by less than a second.";
  }

  @Override
  public Verdict look() {
    Duration skew =
        Question.ask(
            dataSource,
            "select clock_timestamp() as at",
            row -> {
              Instant there = Objects.requireNonNull(Question.moment(row, "at"));
              return Duration.between(there, clock.instant()).abs();
            });
    String evidence = skew.toMillis() + " ms apart";
    if (skew.compareTo(TOO_MUCH) > 0) {
      return Verdict.fail(evidence);
    }
    return skew.compareTo(WORTH_A_LOOK) > 0 ? Verdict.warn(evidence) : Verdict.pass(evidence);
  }
}
