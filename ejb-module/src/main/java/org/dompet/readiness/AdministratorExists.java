package org.dompet.readiness;

import javax.sql.DataSource;

/** Somebody may look after the installation, and a stolen password alone lets nobody do so. */
final class AdministratorExists implements Check {
  private final DataSource dataSource;

  AdministratorExists(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public String name() {
    return "administrator";
  }

  @Override
  public String proves() {
    return "There is an administrator, and every one has confirmed a second factor.";
  }

  @Override
  public Scope scope() {
    return Scope.PRODUCTION;
  }

  @Override
  public Verdict look() {
    boolean factors =
        Question.ask(
            dataSource,
            "select to_regclass('second_factor') is not null as there",
            row -> row.getBoolean("there"));
    return Question.ask(
        dataSource,
        """
        select count(*) as administrators, count(f.user_id) as confirmed
          from app_user u
          left join (%s) f on f.user_id = u.id
         where 'ADMIN' = any (u.roles)\
        """
            .formatted(
                factors
                    ? "select user_id from second_factor where confirmed_at is not null"
                    : "select null::uuid as user_id"),
        row -> {
          long administrators = row.getLong("administrators");
          long confirmed = row.getLong("confirmed");
          String evidence =
              administrators + " administrators, " + confirmed + " with a second factor";
          if (confirmed == 0) {
            return Verdict.fail(evidence);
          }
          return confirmed < administrators ? Verdict.warn(evidence) : Verdict.pass(evidence);
        });
  }
}
