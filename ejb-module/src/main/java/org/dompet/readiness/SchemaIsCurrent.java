package org.dompet.readiness;

import javax.sql.DataSource;

/** The database has the schema that this version was built for, and no migration failed in it. */
final class SchemaIsCurrent implements Check {
  private final DataSource dataSource;
  private final String newest;

  /**
   * @param newest the version of the newest migration
   */
  SchemaIsCurrent(DataSource dataSource, String newest) {
    this.dataSource = dataSource;
    this.newest = newest;
  }

  @Override
  public String name() {
    return "migrations";
  }

  @Override
  public String proves() {
    return "The schema is the one that this version was built for, and no migration failed.";
  }

  @Override
  public Verdict look() {
    return Question.ask(
        dataSource,
        """
        select coalesce((array_agg(version order by installed_rank desc)
                           filter (where version is not null and success))[1], 'none') as newest,
               count(*) filter (where version = '%s' and success) > 0 as current,
               count(*) filter (where not success) as failed
          from flyway_schema_history"""
            .formatted(newest.replace("'", "''")),
        row -> {
          if (row.getLong("failed") > 0) {
            return Verdict.fail(row.getLong("failed") + " migrations failed");
          }
          return row.getBoolean("current")
              ? Verdict.pass("schema " + newest)
              : Verdict.fail("schema " + row.getString("newest") + ", not " + newest);
        });
  }
}
