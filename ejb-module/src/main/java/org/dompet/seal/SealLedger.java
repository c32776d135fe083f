package org.dompet.seal;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Seals what was booked: one seal in one transaction.
 *
 * <p>Entries are sealed in the order of their ids, which is that of the moments they were made. But
 * commits come in another order: an entry may be made, wait in a queue, and be committed after
 * younger ones were sealed. So the youngest minute is left for later, and what shows up within an
 * hour behind the last seal goes into a seal for late entries. What shows up later still was not
 * put there by this software.
 */
@ApplicationScoped
public class SealLedger {
  /** The most entries of one seal. */
  public static final int MOST_ENTRIES = 5_000;

  /** So long ago at least an entry was made when it is sealed in order. */
  static final Duration YOUNGEST = Duration.ofMinutes(1);

  /** So long after it was made an entry may be committed at the latest. */
  static final Duration LATEST = Duration.ofHours(1);

  private static final Logger LOG = System.getLogger(SealLedger.class.getName());
  private static final UUID NONE = new UUID(0, 0);

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected SealLedger() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the data source is the container's
  SealLedger(Clock clock) {
    this.clock = clock;
  }

  /** For use outside a container; whoever makes it sees to the transactions. */
  public SealLedger(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  /**
   * Seals what showed up behind the last seal. It looks at all ids of an hour: once in a run,
   * before {@link #sealNext}, is enough.
   *
   * @param most entries in the seal; 1 to {@value #MOST_ENTRIES}
   * @return nothing if nothing came late
   */
  @Transactional
  public Optional<Seal> sealLate(int most) {
    return seal(
        (sql, upto, now) ->
            sql.late(missesFrom(upto), upto, SealSql.lowestAt(now.plus(LATEST)), limited(most)),
        true);
  }

  /**
   * Seals the next entries in their order.
   *
   * @param most entries in the seal; 1 to {@value #MOST_ENTRIES}
   * @return nothing if there is nothing to seal now
   */
  @Transactional
  public Optional<Seal> sealNext(int most) {
    return seal(
        (sql, upto, now) -> sql.after(upto, SealSql.lowestAt(now.minus(YOUNGEST)), limited(most)),
        false);
  }

  private interface Choice {
    List<UUID> of(SealSql sql, UUID upto, Instant now) throws SQLException;
  }

  private Optional<Seal> seal(Choice choice, boolean late) {
    try (Connection connection = dataSource.getConnection()) {
      SealSql sql = new SealSql(connection);
      sql.lock();
      sql.preferIndexes();
      Optional<Seal> head = sql.head();
      UUID upto = head.map(Seal::upto).orElse(NONE);
      Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
      List<UUID> ids = choice.of(sql, upto, now);
      return ids.isEmpty()
          ? Optional.empty()
          : Optional.of(add(sql, head, late, late ? upto : ids.get(ids.size() - 1), now, ids));
    } catch (SQLException failed) {
      throw new IllegalStateException("The ledger can't be sealed", failed);
    }
  }

  private static int limited(int most) {
    return Math.min(Math.max(most, 1), MOST_ENTRIES);
  }

  /** From this id on, entries may still be missing in the seals up to here. */
  static UUID missesFrom(UUID upto) {
    return SealSql.lowestAt(SealSql.madeAt(upto).minus(LATEST));
  }

  private static Seal add(
      SealSql sql, Optional<Seal> head, boolean late, UUID upto, Instant now, List<UUID> ids)
      throws SQLException {
    SealSql.Hashes hashes = sql.hashes(ids);
    SealContents contents =
        new SealContents(
            head.map(Seal::number).orElse(0L) + 1,
            head.map(Seal::hashBytes).orElse(new byte[SealContents.HASH]),
            late,
            upto,
            now,
            ids,
            hashes.entries(),
            hashes.postings());
    byte[] hash = contents.hash();
    sql.insert(contents, hash);
    Seal seal =
        new Seal(contents.number(), HexFormat.of().formatHex(hash), late, upto, ids.size(), now);
    // An owner of the database can't take it out of a log that is kept elsewhere.
    LOG.log(Level.INFO, "Ledger sealed: {0}, {1} entries", seal.head(), String.valueOf(ids.size()));
    return seal;
  }
}
