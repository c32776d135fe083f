package org.dompet.readiness;

import javax.sql.DataSource;

/** What was acknowledged survives the loss of power. */
final class CommitsLast implements Check {
  private final DataSource dataSource;

  CommitsLast(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public String name() {
    return "database-durability";
  }

  @Override
  public String proves() {
    return "What was committed survives a crash: fsync, full_page_writes and synchronous_commit"
        + " are on.";
  }

  @Override
  public Verdict look() {
    return Question.ask(
        dataSource,
        """
        select coalesce(string_agg(name || '=' || setting, ', ' order by name)
                 filter (where setting = 'off'),
                 '') as wrong,
               string_agg(name || '=' || setting, ', ' order by name) as all_of_them
          from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')""",
        row ->
            row.getString("wrong").isEmpty()
                ? Verdict.pass(row.getString("all_of_them"))
                : Verdict.fail(row.getString("wrong")));
  }
}
