package org.dompet.seal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The SQL of sealing and verifying, on one connection in one transaction. */
final class SealSql {
  /** One seal at a time: "Seal" in ASCII. */
  private static final long LOCK = 0x5365616cL;

  /**
   * The texts that are hashed are JSON arrays of all columns: two different rows never share one,
   * and no setting of the session (time zone, formats) changes it. The look-ups are pinned to one
   * by index for each entry, whatever the planner knows of the tables.
   */
  private static final String HASHES =
      """
      select string_agg(coalesce(e.hash, decode(repeat('00', 32), 'hex')), ''::bytea order by k.place),
             string_agg(p.hash, ''::bytea order by k.place), coalesce(sum(p.lines), 0)
        from unnest(?::uuid[]) with ordinality as k (id, place)
        left join lateral (
               select sha256(convert_to(json_build_array(
                        j.id, j.idempotency_key, encode(j.request_hash, 'hex'), j.kind, j.reference,
                        j.description, j.metadata, extract(epoch from j.effective_at),
                        extract(epoch from j.recorded_at), j.actor, j.reverses)::text, 'UTF8')) as hash
                 from journal_entry j where j.id = k.id offset 0) e on true
       cross join lateral (
               select count(*) as lines, sha256(convert_to(coalesce(string_agg(json_build_array(
                        l.account_id, l.sequence, l.amount, l.balance_after)::text, ','
                        order by l.account_id, l.sequence), ''), 'UTF8')) as hash
                 from posting l where l.entry_id = k.id) p""";

  private static final String SEAL =
      "select number, hash, late, upto, entries, sealed_at from seal ";

  private final Connection connection;

  /** Hashes of entries, and of their postings; {@code lines} = how many postings those are. */
  @SuppressWarnings("ArrayRecordComponent") // see SealContents
  record Hashes(byte[] entries, byte[] postings, long lines) {}

  @SuppressWarnings("ArrayRecordComponent") // see SealContents
  record Kept(SealContents contents, byte[] hash) {}

  SealSql(Connection connection) {
    this.connection = connection;
  }

  /** Until the end of the transaction, nobody else seals. */
  void lock() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
      statement.setLong(1, LOCK);
      statement.execute();
    }
  }

  /** In this transaction, rows are looked up by their indexes, even where statistics are old. */
  void preferIndexes() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local enable_seqscan = off");
    }
  }

  Optional<Seal> head() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(SEAL + "order by number desc limit 1")) {
      return one(statement);
    }
  }

  Optional<Seal> find(long number) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SEAL + "where number = ?")) {
      statement.setLong(1, number);
      return one(statement);
    }
  }

  private static Optional<Seal> one(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next()
          ? Optional.of(
              new Seal(
                  row.getLong("number"),
                  HexFormat.of().formatHex(row.getBytes("hash")),
                  row.getBoolean("late"),
                  row.getObject("upto", UUID.class),
                  row.getInt("entries"),
                  row.getObject("sealed_at", OffsetDateTime.class).toInstant()))
          : Optional.empty();
    }
  }

  /** A seal with all it holds, and the hash that stands beside it; null if there is no such. */
  @Nullable Kept kept(long number) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select previous_hash, late, upto, sealed_at, entry_ids, entry_hashes, posting_hashes, hash
              from seal where number = ?""")) {
      statement.setLong(1, number);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? new Kept(
                new SealContents(
                    number,
                    row.getBytes(1),
                    row.getBoolean(2),
                    row.getObject(3, UUID.class),
                    row.getObject(4, OffsetDateTime.class).toInstant(),
                    Arrays.asList((UUID[]) row.getArray(5).getArray()),
                    row.getBytes(6),
                    row.getBytes(7)),
                row.getBytes(8))
            : null;
      }
    }
  }

  /** The next entries in the order of their ids. */
  List<UUID> after(UUID upto, UUID before, int most) throws SQLException {
    return ids(
        "select id from journal_entry where id > ? and id < ? order by id limit ?",
        upto,
        before,
        most);
  }

  /**
   * Entries that no seal holds though their time is sealed, and entries from the future: ids of
   * other makers, which have no time.
   *
   * @param from where seals may still miss an entry
   * @param upto where the last seal ends
   * @param future ids from here on are nobody's yet
   */
  List<UUID> late(UUID from, UUID upto, UUID future, int most) throws SQLException {
    return ids(
        """
        with held as materialized (
          select unnest(entry_ids) as id from seal where upto >= ?
           union all
          select unnest(entry_ids) from seal where late)
        select e.id
          from (select id from journal_entry where id >= ? and id <= ?
                 union all
                select id from journal_entry where id >= ?) e
         where not exists (select from held where held.id = e.id)
         order by e.id limit ?""",
        from,
        from,
        upto,
        future,
        most);
  }

  /** Entries within (after, upto] that are not among these and in no seal for late ones. */
  List<UUID> unknown(UUID after, UUID upto, List<UUID> held, int most) throws SQLException {
    return ids(
        """
        with stray as materialized (
          select e.id from journal_entry e left join unnest(?::uuid[]) as held (id) on held.id = e.id
           where e.id > ? and e.id <= ? and held.id is null order by e.id limit ?)
        select s.id from stray s
         where not exists (select from seal l where l.late and s.id = any(l.entry_ids))
         order by s.id""",
        array(held),
        after,
        upto,
        most);
  }

  /** How many entries wait for the next seal. */
  long waiting(UUID upto) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            with held as materialized (select unnest(entry_ids) as id from seal where late)
            select count(*) from journal_entry e
             where e.id > ? and not exists (select from held where held.id = e.id)""")) {
      statement.setObject(1, upto);
      return number(statement);
    }
  }

  /**
   * How many postings of an account no seal holds, if the seals are intact.
   *
   * @param from where seals may still miss an entry
   */
  long waitingOf(UUID account, UUID from) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            with held as materialized (
              select unnest(entry_ids) as id from seal where upto >= ?
               union all
              select unnest(entry_ids) from seal where late)
            select count(*) from posting p
             where p.account_id = ? and p.entry_id >= ?
               and not exists (select from held where held.id = p.entry_id)""")) {
      statement.setObject(1, from);
      statement.setObject(2, account);
      statement.setObject(3, from);
      return number(statement);
    }
  }

  Hashes hashes(List<UUID> ids) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HASHES)) {
      statement.setArray(1, array(ids));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new Hashes(row.getBytes(1), row.getBytes(2), row.getLong(3));
      }
    }
  }

  void insert(SealContents contents, byte[] hash) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into seal (number, previous_hash, hash, late, upto, entries, entry_ids,
                              entry_hashes, posting_hashes, sealed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
      statement.setLong(1, contents.number());
      statement.setBytes(2, contents.previousHash());
      statement.setBytes(3, hash);
      statement.setBoolean(4, contents.late());
      statement.setObject(5, contents.upto());
      statement.setInt(6, contents.ids().size());
      statement.setArray(7, array(contents.ids()));
      statement.setBytes(8, contents.entryHashes());
      statement.setBytes(9, contents.postingHashes());
      statement.setObject(10, contents.sealedAt().atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }

  /** The lowest id of version 7 that could be made at a moment. */
  static UUID lowestAt(Instant moment) {
    return new UUID(Math.max(moment.toEpochMilli(), 0) << 16, 0);
  }

  /** When an id of version 7 was made. */
  static Instant madeAt(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
  }

  private static long number(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private List<UUID> ids(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<UUID> ids = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
      }
      return ids;
    }
  }

  private Array array(List<UUID> ids) throws SQLException {
    return connection.createArrayOf("uuid", ids.toArray());
  }
}
