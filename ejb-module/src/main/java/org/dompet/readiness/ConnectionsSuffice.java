package org.dompet.readiness;

import javax.sql.DataSource;

/** The database has room for all connections that a node may open. */
final class ConnectionsSuffice implements Check {
  /** Of the pool for the records of jobs. */
  private static final int BATCH = 4;

  /** For an operator's commands, migrations and a look from outside. */
  private static final int SPARE = 5;

  private final DataSource dataSource;
  private final int pool;

  /**
   * @param pool {@code dompet.database.pool-size}
   */
  ConnectionsSuffice(DataSource dataSource, int pool) {
    this.dataSource = dataSource;
    this.pool = pool;
  }

  @Override
  public String name() {
    return "connection-pool";
  }

  @Override
  public String proves() {
    return "The database has room for every connection that one node may open, and for an operator's.";
  }

  @Override
  public Verdict look() {
    return Question.ask(
        dataSource,
        """
        select least(current_setting('max_connections')::int
                     - current_setting('superuser_reserved_connections')::int,
                     case when rolconnlimit >= 0 then rolconnlimit else 1000000 end) as room,
               (select count(*) from pg_stat_activity where usename = current_user) as used
          from pg_roles where rolname = current_user""",
        row -> {
          int room = row.getInt("room");
          int wanted = pool + BATCH + SPARE;
          String evidence =
              "room for "
                  + room
                  + " connections, a node wants up to "
                  + wanted
                  + ", "
                  + row.getInt("used")
                  + " are open";
          return room < wanted ? Verdict.fail(evidence) : Verdict.pass(evidence);
        });
  }
}
