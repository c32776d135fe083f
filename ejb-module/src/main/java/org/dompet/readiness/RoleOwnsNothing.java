package org.dompet.readiness;

import javax.sql.DataSource;

/** The application's role could not change the schema or the books if it wanted to. */
final class RoleOwnsNothing implements Check {
  private final DataSource dataSource;

  RoleOwnsNothing(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public String name() {
    return "database-role";
  }

  @Override
  public String proves() {
    return "The application's database role is no superuser, owns and creates nothing, and cannot"
        + " rewrite the books.";
  }

  @Override
  public Verdict look() {
    return Question.ask(
        dataSource,
        """
        select current_user as role,
               array_to_string(array_remove(array[
                 case when rolsuper then 'is superuser' end,
                 case when rolcreaterole then 'may create roles' end,
                 case when rolcreatedb then 'may create databases' end,
                 case when rolreplication then 'may replicate' end,
                 case when rolbypassrls then 'bypasses row security' end,
                 case when has_database_privilege(current_database(), 'CREATE')
                      then 'may create schemas' end,
                 case when has_schema_privilege(current_schema(), 'CREATE')
                      then 'may create tables' end,
                 case when exists (select from pg_namespace n where n.nspname = current_schema()
                                      and pg_has_role(current_user, n.nspowner, 'MEMBER'))
                      then 'owns the schema' end,
                 case when has_table_privilege('posting', 'UPDATE, DELETE, TRUNCATE')
                        or has_table_privilege('journal_entry', 'UPDATE, DELETE, TRUNCATE')
                        or has_table_privilege('seal', 'UPDATE, DELETE, TRUNCATE')
                      then 'may rewrite the books' end], null), ', ') as too_much
          from pg_roles where rolname = current_user""",
        row -> {
          String tooMuch = row.getString("too_much");
          return tooMuch.isEmpty()
              ? Verdict.pass(row.getString("role") + " has what the migrations grant")
              : Verdict.fail(row.getString("role") + " " + tooMuch);
        });
  }
}
