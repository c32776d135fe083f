package org.dompet.readiness;

import java.time.Duration;
import javax.sql.DataSource;

/** The database takes a question, and would take a change. */
final class DatabaseAnswers implements Check {
  private final DataSource dataSource;

  DatabaseAnswers(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public String name() {
    return "database";
  }

  @Override
  public String proves() {
    return "The database answers, and lets the application write.";
  }

  @Override
  public Verdict look() {
    long began = System.nanoTime();
    return Question.ask(
        dataSource,
        """
        select pg_is_in_recovery() as standby, current_setting('server_version') as version""",
        row -> {
          if (row.getBoolean("standby")) {
            return Verdict.fail("the database is a standby: it takes no changes");
          }
          long took = Duration.ofNanos(System.nanoTime() - began).toMillis();
          return Verdict.pass(
              "PostgreSQL " + row.getString("version") + " answered in " + took + " ms");
        });
  }
}
