package org.dompet.readiness;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** No webhook waits for a person, or not for long. */
final class NoDeadLetters implements Check {
  private static final Duration TOO_LONG = Duration.ofDays(1);

  private final DataSource dataSource;
  private final Clock clock;

  NoDeadLetters(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "dead-letters";
  }

  @Override
  public String proves() {
    return "No webhook ended among the dead letters; none waits for a person for a day.";
  }

  @Override
  public Verdict look() {
    return Question.ask(
        dataSource,
        """
        select count(*) as open, min(last_failed_at) as oldest
          from dead_letter where status = 'OPEN'""",
        row -> {
          @Nullable Instant oldest = Question.moment(row, "oldest");
          if (oldest == null) {
            return Verdict.pass("none is open");
          }
          Duration age = Duration.between(oldest, clock.instant());
          String evidence = row.getLong("open") + " are open, the oldest for " + Ages.say(age);
          return age.compareTo(TOO_LONG) > 0 ? Verdict.fail(evidence) : Verdict.warn(evidence);
        });
  }
}
