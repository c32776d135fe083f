package org.dompet.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.dompet.testing.TestDatabase;

/** Books with as many postings as told, a hundred for each wallet, and the bare sums over them. */
final class BooksOfSize {
  private static final long POSTINGS_OF_A_WALLET = 100;

  /** All its columns are asked for, so that none is left out; one row comes back. */
  private static final String AGGREGATE =
      """
      select count(*), sum(lines), sum(total), max(last)
        from (select account_id, count(*) as lines, sum(amount) as total, max(sequence) as last
                from posting group by account_id) a""";

  private final TestDatabase database;

  BooksOfSize(TestDatabase database) {
    this.database = database;
  }

  void fill(long postings) throws SQLException {
    TestDatabase.execute(
        database.superuser(), script().formatted(postings, postings / POSTINGS_OF_A_WALLET));
    // As autovacuum has done with books that grew over months.
    for (String table : new String[] {"account", "journal_entry", "posting", "wallet"}) {
      TestDatabase.execute(database.superuser(), "vacuum (freeze, analyze) dompet." + table);
    }
    BenchDatabase.settle(database);
  }

  /**
   * What is compared with: counts, sums and last numbers of all accounts; by no index, unchecked.
   */
  void aggregate() throws SQLException {
    try (Connection connection = database.application().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(AGGREGATE)) {
      row.next();
    }
  }

  /** Changes the balance after one posting in the middle of an account. */
  void damage() {
    TestDatabase.execute(
        database.superuser(),
        """
        set session_replication_role = replica;
        update dompet.posting set balance_after = balance_after + 1
         where (account_id, sequence) = (select id, version / 2 from dompet.account
                                          where version > 2 order by id limit 1)""");
  }

  private static String script() {
    try (InputStream sql = BooksOfSize.class.getResourceAsStream("books.sql")) {
      return new String(Objects.requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
