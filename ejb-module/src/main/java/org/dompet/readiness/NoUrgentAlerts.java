package org.dompet.readiness;

import javax.sql.DataSource;

/** Nothing critical waits for a person. */
final class NoUrgentAlerts implements Check {
  private final DataSource dataSource;

  NoUrgentAlerts(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public String name() {
    return "alerts";
  }

  @Override
  public String proves() {
    return "No alert is unresolved: a critical one fails, any other warns.";
  }

  @Override
  public Verdict look() {
    return Question.ask(
        dataSource,
        """
        select count(*) as open, count(*) filter (where severity = 'CRITICAL') as critical,
               coalesce(string_agg(distinct type, ', '), '') as types
          from alert where status = 'OPEN'""",
        row -> {
          long open = row.getLong("open");
          long critical = row.getLong("critical");
          if (open == 0) {
            return Verdict.pass("none is unresolved");
          }
          String evidence =
              open + " unresolved, " + critical + " of them critical: " + row.getString("types");
          return critical > 0 ? Verdict.fail(evidence) : Verdict.warn(evidence);
        });
  }
}
