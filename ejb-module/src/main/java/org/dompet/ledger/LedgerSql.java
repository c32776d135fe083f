package org.dompet.ledger;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Function;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's SQL for posting: two round trips for a batch of any size. Lists travel as arrays.
 */
final class LedgerSql {
  /** Made once: {@code Json.create…} looks for its implementation in every jar, each time. */
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  /**
   * How long to wait for a lock; and that the statements of this transaction are planned once, to
   * look up row by row. A plan made while tables are small would otherwise read all of them, and
   * would be kept while they grow.
   */
  private static final String SETTINGS =
      """
      select set_config('lock_timeout', ?, true), set_config('plan_cache_mode', 'force_generic_plan', true),
             set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
             set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true);
      """;

  /** Lowest id first: two batches over the same accounts must not deadlock. */
  private static final String LOCK =
      """
      select id, currency, kind, status, minimum_balance, balance, version, last_posted_at
        from account where id = any(?) order by id for no key update;
      """;

  /** Asked after the accounts are locked: what a competitor committed before is seen. */
  private static final String BOOKED =
      """
      select id, idempotency_key, request_hash, recorded_at, reverses
        from journal_entry where idempotency_key = any(?)""";

  private static final String REVERSED =
      """

      union
      select id, idempotency_key, request_hash, recorded_at, reverses
        from journal_entry where reverses is not null and reverses = any(?)""";

  /** A line names its account and its entry by their positions: 4 bytes to read instead of 36. */
  private static final String WRITE =
      """
      with given as (
        select ?::uuid[] as accounts, ?::uuid[] as entries
      ), entry as (
        insert into journal_entry (id, idempotency_key, request_hash, kind, reference, description,
                                   metadata, effective_at, actor, reverses, recorded_at)
        select e.id, e.key, e.hash, e.kind, e.reference, e.description, e.metadata::jsonb,
               e.effective_at, e.actor, e.reverses, ?
          from given,
               unnest(entries, ?::text[], ?::bytea[], ?::text[], ?::text[], ?::text[], ?::text[],
                      ?::timestamptz[], ?::text[], ?::uuid[])
            as e (id, key, hash, kind, reference, description, metadata, effective_at, actor, reverses)
      ), line as (
        insert into posting (account_id, sequence, entry_id, amount, balance_after)
        select accounts[l.account], l.sequence, entries[l.entry], l.amount, l.balance
          from given,
               unnest(?::int[], ?::bigint[], ?::int[], ?::numeric[], ?::numeric[])
            as l (account, sequence, entry, amount, balance)
      )
      update account a
         set balance = c.balance, version = c.version, last_posted_at = ?
        from given, unnest(accounts, ?::numeric[], ?::bigint[]) as c (id, balance, version)
       where a.id = c.id""";

  /**
   * What a batch is decided on.
   *
   * @param accounts locked until the transaction ends; those that don't exist are missing
   * @param lastPostedAt the latest moment any of them was posted to
   * @param booked what was booked before under the entries' keys, or reverses what they reverse
   */
  record Standing(
      Map<UUID, Account> accounts, Instant lastPostedAt, List<PostingBatch.Booked> booked) {}

  private final Connection connection;

  LedgerSql(Connection connection) {
    this.connection = connection;
  }

  /** Locks the accounts of entries and looks for their keys, in one round trip. */
  Standing lock(List<JournalEntry> entries, long timeoutMillis) throws SQLException {
    List<UUID> accountIds =
        entries.stream()
            .flatMap(entry -> entry.legs().stream())
            .map(JournalEntry.Leg::accountId)
            .distinct()
            .toList();
    List<JournalEntry> reversals = entries.stream().filter(e -> e.reverses() != null).toList();
    String booked = reversals.isEmpty() ? BOOKED : BOOKED + REVERSED;
    try (PreparedStatement statement = connection.prepareStatement(SETTINGS + LOCK + booked)) {
      statement.setString(1, timeoutMillis + "ms");
      statement.setArray(2, array("uuid", accountIds, id -> id));
      statement.setArray(3, texts(entries, JournalEntry::idempotencyKey));
      if (!reversals.isEmpty()) {
        statement.setArray(4, array("uuid", reversals, JournalEntry::reverses));
      }
      statement.execute();
      statement.getMoreResults();
      Map<UUID, Account> accounts = new HashMap<>();
      Instant last = Instant.MIN;
      try (ResultSet rows = statement.getResultSet()) {
        while (rows.next()) {
          Account account = account(rows);
          accounts.put(account.id(), account);
          Timestamp posted = rows.getTimestamp("last_posted_at");
          if (posted != null && posted.toInstant().isAfter(last)) {
            last = posted.toInstant();
          }
        }
      }
      statement.getMoreResults();
      return new Standing(accounts, last, booked(statement));
    }
  }

  private static List<PostingBatch.Booked> booked(PreparedStatement asked) throws SQLException {
    List<PostingBatch.Booked> booked = new ArrayList<>();
    try (ResultSet rows = asked.getResultSet()) {
      while (rows.next()) {
        booked.add(
            new PostingBatch.Booked(
                (UUID) rows.getObject("id"),
                rows.getString("idempotency_key"),
                HexFormat.of().formatHex(rows.getBytes("request_hash")),
                rows.getTimestamp("recorded_at").toInstant(),
                (UUID) rows.getObject("reverses")));
      }
    }
    return booked;
  }

  void write(PostingBatch batch, Instant recordedAt) throws SQLException {
    List<PostingBatch.Accepted> entries = batch.accepted();
    List<PostingBatch.Line> lines = batch.lines();
    List<Account> changed = batch.changedAccounts();
    OffsetDateTime now = recordedAt.atOffset(ZoneOffset.UTC);
    try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
      int at = 0;
      statement.setArray(++at, array("uuid", changed, Account::id));
      statement.setArray(++at, array("uuid", entries, e -> e.entry().id()));
      statement.setObject(++at, now);
      statement.setArray(++at, texts(entries, e -> e.entry().idempotencyKey()));
      statement.setArray(++at, hashes(entries));
      statement.setArray(++at, texts(entries, e -> e.entry().kind()));
      statement.setArray(++at, texts(entries, e -> e.entry().reference()));
      statement.setArray(++at, texts(entries, e -> e.entry().description()));
      statement.setArray(++at, texts(entries, e -> json(e.entry().metadata())));
      statement.setArray(++at, array("timestamptz", entries, e -> e.entry().effectiveAt()));
      statement.setArray(++at, texts(entries, e -> e.entry().actor()));
      statement.setArray(++at, array("uuid", entries, e -> e.entry().reverses()));
      statement.setObject(
          ++at, positions(changed, Account::id, lines, PostingBatch.Line::accountId));
      statement.setObject(++at, lines.stream().mapToLong(PostingBatch.Line::sequence).toArray());
      statement.setObject(
          ++at, positions(entries, e -> e.entry().id(), lines, PostingBatch.Line::entryId));
      statement.setArray(++at, array("numeric", lines, PostingBatch.Line::amount));
      statement.setArray(++at, array("numeric", lines, PostingBatch.Line::balance));
      statement.setObject(++at, now);
      statement.setArray(++at, array("numeric", changed, a -> a.balance().amount()));
      statement.setObject(++at, changed.stream().mapToLong(Account::version).toArray());
      int updated = statement.executeUpdate();
      if (updated != changed.size()) {
        throw new IllegalStateException(
            "Locked " + changed.size() + " accounts, updated " + updated);
      }
    }
  }

  static Account account(ResultSet row) throws SQLException {
    Currency currency = Currency.valueOf(row.getString("currency"));
    BigDecimal minimum = row.getBigDecimal("minimum_balance");
    return new Account(
        (UUID) row.getObject("id"),
        row.getString("kind"),
        Account.Status.valueOf(row.getString("status")),
        new Money(row.getBigDecimal("balance"), currency),
        minimum == null ? null : new Money(minimum, currency),
        row.getLong("version"));
  }

  private static @Nullable String json(SortedMap<String, String> facts) {
    if (facts.isEmpty()) {
      return null;
    }
    JsonObjectBuilder json = JSON.createObjectBuilder();
    facts.forEach(json::add);
    return json.build().toString();
  }

  /** The driver takes bytes in an array of their own type only. */
  private Array hashes(List<PostingBatch.Accepted> entries) throws SQLException {
    byte[][] hashes = new byte[entries.size()][];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = HexFormat.of().parseHex(entries.get(i).requestHash());
    }
    return connection.createArrayOf("bytea", hashes);
  }

  /** Where what a line refers to stands in its list, counted from 1 as the database does. */
  private static <T> int[] positions(
      List<T> list,
      Function<T, UUID> id,
      List<PostingBatch.Line> lines,
      Function<PostingBatch.Line, UUID> reference) {
    Map<UUID, Integer> positions = new HashMap<>(list.size() * 2);
    for (T item : list) {
      positions.put(id.apply(item), positions.size() + 1);
    }
    return lines.stream().mapToInt(line -> positions.get(reference.apply(line))).toArray();
  }

  /** An array of strings proper travels as it is; of objects, it is written out and escaped. */
  private <T> Array texts(List<T> items, Function<T, @Nullable String> value) throws SQLException {
    @Nullable String[] values = new String[items.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(items.get(i));
    }
    return connection.createArrayOf("text", values);
  }

  private <T> Array array(String type, List<T> items, Function<T, @Nullable Object> value)
      throws SQLException {
    Object[] values = new Object[items.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(items.get(i));
    }
    return connection.createArrayOf(type, values);
  }
}
