package org.dompet.readiness;

import javax.sql.DataSource;

/** Somebody has looked at everything that reconciliation found. */
final class FindingsAreAnswered implements Check {
  private final DataSource dataSource;

  FindingsAreAnswered(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public String name() {
    return "findings";
  }

  @Override
  public String proves() {
    return "Every finding of a reconciliation is acknowledged.";
  }

  @Override
  public Verdict look() {
    return Question.ask(
        dataSource,
        """
        select count(*) as open, coalesce(string_agg(distinct kind, ', '), '') as kinds
          from finding where acknowledged_at is null""",
        row -> {
          long open = row.getLong("open");
          return open == 0
              ? Verdict.pass("none is open")
              : Verdict.fail(open + " are open: " + row.getString("kinds"));
        });
  }
}
