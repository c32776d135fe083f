package org.dompet.readiness;

import javax.sql.DataSource;

/** Nobody of the demo can sign in. */
final class NoDemoPeople implements Check {
  private final DataSource dataSource;

  NoDemoPeople(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public String name() {
    return "demo-data";
  }

  @Override
  public String proves() {
    return "There is nobody of the demo, and none of its money.";
  }

  @Override
  public Scope scope() {
    return Scope.PRODUCTION;
  }

  @Override
  public Verdict look() {
    return Question.ask(
        dataSource,
        """
        select count(*) as people, coalesce(string_agg(coalesce(username, email), ', '), '') as names
          from app_user
         where (telegram_id in (1001, 1002, 1003) and username in ('somchai', 'siti', 'alex'))
            or email = 'admin@demo.dompet.test'""",
        row ->
            row.getLong("people") == 0
                ? Verdict.pass("there is nobody of the demo")
                : Verdict.fail("the demo's people are here: " + row.getString("names")));
  }
}
