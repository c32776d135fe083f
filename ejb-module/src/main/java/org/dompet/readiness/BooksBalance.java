package org.dompet.readiness;

import javax.sql.DataSource;

/** All accounts together have nothing, in each currency. */
final class BooksBalance implements Check {
  /** The proof reads every account. */
  private static final int PATIENCE_SECONDS = 30;

  private final DataSource dataSource;

  BooksBalance(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public String name() {
    return "books";
  }

  @Override
  public String proves() {
    return "All accounts together sum to zero in each currency, at this moment.";
  }

  @Override
  public Verdict look() {
    return Question.ask(
        dataSource,
        """
        select count(*) as currencies, coalesce(sum(accounts), 0) as accounts,
               coalesce(string_agg(rest || ' ' || currency, ', ') filter (where rest <> 0), '') as wrong
          from (select currency, count(*) as accounts, sum(balance) as rest
                  from account group by currency) total""",
        PATIENCE_SECONDS,
        row ->
            row.getString("wrong").isEmpty()
                ? Verdict.pass(
                    row.getLong("accounts")
                        + " accounts in "
                        + row.getLong("currencies")
                        + " currencies sum to zero")
                : Verdict.fail("out of balance by " + row.getString("wrong")));
  }
}
