package org.dompet.reconciliation;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.dompet.job.RunPart;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Proves the books, part by part, in any order and on any number of connections. A look at a part
 * is one statement: what it sees is of one moment, and a posting under way is seen as a whole or
 * not at all. It reads, and changes nothing.
 *
 * <p>Postings are read once for accounts and once for entries. Entries lie in the order of their
 * ids and are cut so that the work is shared and can be stopped. Postings of a range of accounts
 * are scattered over all of them, and cost half as much again: accounts are cut only where one look
 * would take too long or too much memory.
 */
@ApplicationScoped
public class ReconcileWallets {
  /** The most that one look reports; the next one goes on from there. */
  public static final int MOST_FOUND = 1_000;

  private static final int MOST_PARTS = 16;

  /** About 70 MB in the database, and a few seconds. */
  private static final long ACCOUNTS_IN_A_PART = 200_000;

  private static final long POSTINGS_IN_A_PART = 10_000_000;

  private static final int ENTRY_PARTS = 8;
  private static final long POSTINGS_IN_A_PART_OF_ENTRIES = 5_000_000;

  /** Below this, cutting costs more than it brings. */
  private static final long FEW_POSTINGS = 20_000;

  private static final int FEW_PARTS = 2;

  private static final UUID FIRST = new UUID(0, 0);
  private static final UUID LAST = new UUID(-1, -1);

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  private final int mostFound;

  @SuppressWarnings("NullAway.Init") // the data source is the container's
  protected ReconcileWallets() {
    this.mostFound = MOST_FOUND;
  }

  /** For use outside a container. */
  public ReconcileWallets(DataSource dataSource) {
    this(dataSource, MOST_FOUND);
  }

  ReconcileWallets(DataSource dataSource, int mostFound) {
    this.dataSource = dataSource;
    this.mostFound = mostFound;
  }

  /** The parts of a proof of everything. */
  public List<RunPart> plan() {
    Size size = size();
    List<RunPart> plan = new ArrayList<>();
    cut(plan, BooksPart.ACCOUNTS, accountBounds(size.accountParts()));
    cut(plan, BooksPart.ENTRIES, entryBounds(size.entryParts()));
    cut(plan, BooksPart.WALLETS, List.of());
    cut(plan, BooksPart.CURRENCIES, List.of());
    cut(plan, BooksPart.CREDITS, List.of());
    return plan;
  }

  /**
   * The parts of a proof of one wallet: its accounts, its holds, and the entries that touched it.
   *
   * @throws Refusal {@link Kind#NOT_FOUND}
   */
  public List<RunPart> plan(UUID walletId) {
    return run(
        "select available_account, held_account from wallet where id = ?",
        statement -> {
          statement.setObject(1, walletId);
          try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
              throw Refusal.of(Kind.NOT_FOUND, "There is no wallet " + walletId);
            }
            return List.of(
                one(0, BooksPart.ACCOUNTS, row.getObject(1, UUID.class)),
                one(1, BooksPart.ACCOUNTS, row.getObject(2, UUID.class)),
                one(2, BooksPart.WALLETS, walletId),
                one(3, BooksPart.ENTRIES_OF_WALLETS, walletId));
          }
        });
  }

  /**
   * Looks at a part, from its position on.
   *
   * @return what it came to; if it is not done, look again from its position
   */
  public Proof prove(RunPart part) {
    BooksPart what = BooksPart.of(part.work());
    @Nullable String position = part.position();
    UUID lower =
        position != null
            ? after(UUID.fromString(position))
            : part.lower() == null ? FIRST : part.lower();
    UUID upper = part.upper() == null ? LAST : before(part.upper());
    return run(
        """
        select p.checked, p.rows_read, p.upto, d.*
          from %s(?, ?, ?, ?) p left join lateral unnest(p.found) d on true"""
            .formatted(what.function()),
        statement -> {
          statement.setObject(1, lower);
          statement.setObject(2, upper);
          statement.setLong(3, ThreadLocalRandom.current().nextLong());
          statement.setInt(4, mostFound);
          return proof(statement, upper);
        });
  }

  private static Proof proof(PreparedStatement statement, UUID upper) throws SQLException {
    List<Discrepancy> found = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        throw new IllegalStateException("A proof came to nothing");
      }
      long checked = row.getLong("checked");
      long rowsRead = row.getLong("rows_read");
      @Nullable UUID upto = row.getObject("upto", UUID.class);
      boolean done = upto == null || upto.equals(upper);
      do {
        if (row.getString("kind") != null) {
          found.add(SqlWork.discrepancy(row));
        }
      } while (row.next());
      return new Proof(checked, rowsRead, found, (upto == null ? upper : upto).toString(), done);
    }
  }

  /** About how much there is: each account knows the number of its postings. */
  private record Size(long accounts, long postings) {
    int accountParts() {
      long parts = Math.max(accounts / ACCOUNTS_IN_A_PART, postings / POSTINGS_IN_A_PART) + 1;
      return (int) Math.min(parts, MOST_PARTS);
    }

    int entryParts() {
      return postings < FEW_POSTINGS
          ? FEW_PARTS
          : (int)
              Math.min(Math.max(postings / POSTINGS_IN_A_PART_OF_ENTRIES, ENTRY_PARTS), MOST_PARTS);
    }
  }

  private Size size() {
    return run(
        "select count(*), coalesce(sum(version), 0) from account",
        statement -> {
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            return new Size(row.getLong(1), row.getLong(2));
          }
        });
  }

  /** Where to cut the accounts, so that each range has about as many postings. */
  private List<UUID> accountBounds(int parts) {
    return bounds(
        """
        select (array_agg(id order by id))[1]
          from (select id, (before * ?) / greatest(total, 1) as range
                  from (select id, sum(version + 1) over (order by id) - version - 1 as before,
                               sum(version + 1) over () as total
                          from account) a) r
         group by trunc(range) having trunc(range) > 0 order by 1""",
        parts);
  }

  /** Where to cut the entries, so that each range has about as many: by a sample of pages. */
  private List<UUID> entryBounds(int parts) {
    return bounds(
        """
        select (array_agg(id order by id))[1]
          from (select id, ntile(?) over (order by id) as range
                  from journal_entry
               tablesample system ((
                 select least(100, 100 * 200 * current_setting('block_size')::float
                                   / greatest(pg_relation_size('journal_entry'), 1)))) repeatable (1)) r
         group by range having range > 1 order by 1""",
        parts);
  }

  private List<UUID> bounds(String sql, int parts) {
    return run(
        sql,
        statement -> {
          statement.setInt(1, parts);
          List<UUID> bounds = new ArrayList<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              bounds.add(rows.getObject(1, UUID.class));
            }
          }
          return bounds;
        });
  }

  private static void cut(List<RunPart> plan, BooksPart what, List<UUID> bounds) {
    for (int i = 0; i <= bounds.size(); i++) {
      plan.add(
          new RunPart(
              plan.size(),
              what.work(),
              i == 0 ? null : bounds.get(i - 1),
              i == bounds.size() ? null : bounds.get(i),
              null,
              false));
    }
  }

  private static RunPart one(int number, BooksPart what, UUID id) {
    return new RunPart(number, what.work(), id, after(id), null, false);
  }

  /** The id that follows in the order of the database. */
  private static UUID after(UUID id) {
    long low = id.getLeastSignificantBits() + 1;
    return new UUID(id.getMostSignificantBits() + (low == 0 ? 1 : 0), low);
  }

  private static UUID before(UUID id) {
    long low = id.getLeastSignificantBits();
    return new UUID(id.getMostSignificantBits() - (low == 0 ? 1 : 0), low - 1);
  }

  private <T> T run(String sql, SqlWork<T> work) {
    return SqlWork.run(dataSource, sql, work);
  }
}
