package org.dompet.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Proves the books from the postings alone, all of them, without trusting a cached balance. */
public final class Books {
  /** What is wrong, and the query that finds it: one text for each discrepancy. */
  private static final Map<String, String> RULES = new LinkedHashMap<>();

  static {
    RULES.put(
        "an account's balance is the sum of its postings, its version their number",
        """
        select a.id || ': balance ' || a.balance || ', sum ' || coalesce(p.total, 0)
               || ', version ' || a.version || ', count ' || coalesce(p.lines, 0)
          from account a
          left join (select account_id, sum(amount) as total, count(*) as lines
                       from posting group by account_id) p on p.account_id = a.id
         where a.balance <> coalesce(p.total, 0) or a.version <> coalesce(p.lines, 0)""");
    RULES.put(
        "postings are numbered without a gap, each with the balance after it",
        """
        select account_id || ' at ' || sequence
          from (select account_id, sequence, balance_after,
                       row_number() over account as number,
                       sum(amount) over account as running
                  from posting window account as (partition by account_id order by sequence)) p
         where sequence <> number or balance_after <> running""");
    RULES.put(
        "no posting is booked before the one that precedes it",
        """
        select account_id || ' at ' || sequence
          from (select p.account_id, p.sequence, e.recorded_at,
                       lag(e.recorded_at) over (partition by p.account_id order by p.sequence) as previous
                  from posting p join journal_entry e on e.id = p.entry_id) t
         where recorded_at < previous""");
    RULES.put(
        "an entry sums to zero in each currency",
        """
        select p.entry_id || ': ' || sum(p.amount) || ' ' || a.currency
          from posting p join account a on a.id = p.account_id
         group by p.entry_id, a.currency having sum(p.amount) <> 0""");
    RULES.put(
        "an entry has two postings or more, a posting an entry and an account",
        """
        select coalesce(e.id, p.entry_id) || ': ' || count(p.account_id)
          from journal_entry e full join posting p on p.entry_id = e.id
          left join account a on a.id = p.account_id
         group by e.id, p.entry_id
        having e.id is null or count(p.account_id) < 2 or count(a.id) < count(p.account_id)""");
    RULES.put(
        "all balances of a currency sum to zero",
        """
        select currency || ': ' || sum(balance)
          from account group by currency having sum(balance) <> 0""");
    RULES.put(
        "no balance is below its minimum",
        "select id || ': ' || balance from account where balance < minimum_balance");
    RULES.put(
        "what active holds have left is what the held account has",
        """
        select a.id || ': balance ' || a.balance || ', holds ' || coalesce(h.remaining, 0)
          from account a
          left join (select held_account, sum(amount - captured - released) as remaining
                       from hold where status = 'ACTIVE' group by held_account) h
            on h.held_account = a.id
         where a.kind = 'held' and a.balance <> coalesce(h.remaining, 0)""");
  }

  private Books() {}

  /** Every discrepancy, at most 20 a rule; empty if the books balance. */
  public static List<String> discrepancies(DataSource database) {
    List<String> found = new ArrayList<>();
    try (Connection connection = database.getConnection()) {
      // One snapshot for all rules: the books may be in use.
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("set transaction isolation level repeatable read read only");
      }
      for (Map.Entry<String, String> rule : RULES.entrySet()) {
        try (Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery(rule.getValue() + " limit 20")) {
          while (rows.next()) {
            found.add("Broken: " + rule.getKey() + ": " + rows.getString(1));
          }
        }
      }
      connection.rollback();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
    return found;
  }

  /**
   * Fails if the books don't balance.
   *
   * @throws AssertionError that lists the discrepancies
   */
  public static void prove(DataSource database) {
    List<String> found = discrepancies(database);
    if (!found.isEmpty()) {
      throw new AssertionError(String.join(System.lineSeparator(), found));
    }
  }
}
