package org.dompet.readiness;

import javax.sql.DataSource;

/** Nobody on the way reads what the application and the database say to each other. */
final class ConnectionIsPrivate implements Check {
  private final DataSource dataSource;

  ConnectionIsPrivate(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public String name() {
    return "database-encryption";
  }

  @Override
  public String proves() {
    return "The connection to the database is encrypted, or never leaves the machine.";
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
        select coalesce(s.ssl, false) as encrypted, s.version as protocol,
               coalesce(host(inet_client_addr()), 'a socket') as client,
               inet_client_addr() is null or inet_client_addr() <<= inet '127.0.0.0/8'
                 or inet_client_addr() = inet '::1' as near
          from (select 1) one left join pg_stat_ssl s on s.pid = pg_backend_pid()""",
        row -> {
          if (row.getBoolean("encrypted")) {
            return Verdict.pass(row.getString("protocol"));
          }
          return row.getBoolean("near")
              ? Verdict.pass("not encrypted, from " + row.getString("client") + " on this machine")
              : Verdict.fail("not encrypted, over the network from " + row.getString("client"));
        });
  }
}
