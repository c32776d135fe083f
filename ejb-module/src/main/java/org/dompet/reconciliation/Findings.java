package org.dompet.reconciliation;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.dompet.time.UuidV7;
import org.jspecify.annotations.Nullable;

/** The rows of {@code finding}, and the flag on wallets that have an open one. */
@ApplicationScoped
public class Findings {
  /** The most findings on one page. */
  public static final int MAX_PAGE = 200;

  private static final UUID NEWEST = new UUID(-1, -1);
  private static final UUID OLDEST = new UUID(0, 0);

  private static final String SELECT =
      """
      select id, run_id, kind, subject, wallet_id, currency, expected, actual, detail, found_at,
             acknowledged_at, acknowledged_by, notes
        from finding
      """;

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected Findings() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the data source is the container's
  Findings(Clock clock) {
    this.clock = clock;
  }

  /** For use outside a container; whoever makes it sees to the transactions. */
  public Findings(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  /** Which ones; null is any. */
  public record Filter(
      @Nullable UUID runId,
      @Nullable String kind,
      @Nullable UUID walletId,
      @Nullable Boolean acknowledged) {
    /** All there are. */
    public static final Filter ANY = new Filter(null, null, null, null);

    /** Those of a run. */
    public static Filter ofRun(UUID runId) {
      return new Filter(runId, null, null, null);
    }
  }

  /**
   * Keeps what a run found, in the transaction under way, and flags the wallets it is about. What
   * the run found before (the same kind and subject) is kept as it is.
   *
   * @return the new ones, in the order given
   */
  public List<Finding> record(UUID runId, Collection<Discrepancy> found) {
    if (found.isEmpty()) {
      return List.of();
    }
    flag(found);
    Instant now = clock.instant();
    Map<UUID, Finding> offered = new HashMap<>();
    List<UUID> order = new ArrayList<>();
    for (Discrepancy discrepancy : found) {
      UUID id = UuidV7.next(clock);
      order.add(id);
      offered.put(id, new Finding(id, runId, discrepancy, now, null));
    }
    List<Finding> added = new ArrayList<>();
    Collection<UUID> inserted =
        insert(runId, order, order.stream().map(offered::get).map(Finding::discrepancy).toList());
    for (UUID id : order) {
      if (inserted.contains(id)) {
        added.add(offered.get(id));
      }
    }
    return added;
  }

  public Optional<Finding> find(UUID id) {
    return run(
        SELECT + "where id = ?",
        statement -> {
          statement.setObject(1, id);
          return list(statement).stream().findFirst();
        });
  }

  /**
   * A page of findings, newest first.
   *
   * @param before the id that the page before ended with; null for the first
   * @param limit 1 to {@value #MAX_PAGE}
   */
  public List<Finding> list(Filter filter, @Nullable UUID before, int limit) {
    StringBuilder where = new StringBuilder("where id < ?");
    List<Object> parameters = new ArrayList<>();
    parameters.add(before == null ? NEWEST : before);
    if (filter.runId() != null) {
      where.append(" and run_id = ?");
      parameters.add(filter.runId());
    }
    if (filter.kind() != null) {
      where.append(" and kind = ?");
      parameters.add(filter.kind());
    }
    if (filter.walletId() != null) {
      where.append(" and wallet_id = ?");
      parameters.add(filter.walletId());
    }
    if (filter.acknowledged() != null) {
      where.append(" and acknowledged_at is ").append(filter.acknowledged() ? "not null" : "null");
    }
    parameters.add(Math.min(Math.max(limit, 1), MAX_PAGE));
    return run(
        SELECT + where + " order by id desc limit ?",
        statement -> {
          for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
          }
          return list(statement);
        });
  }

  /**
   * A page of the wallets that are flagged, oldest first.
   *
   * @param after the wallet that the page before ended with; null for the first
   * @param limit 1 to {@value #MAX_PAGE}
   */
  public List<FlaggedWallet> flagged(@Nullable UUID after, int limit) {
    return run(
        """
        select w.id, w.user_id, u.display_name, w.currency, f.open, f.kinds, f.last
          from wallet w
          join app_user u on u.id = w.user_id
         cross join lateral (select count(*) as open, array_agg(distinct kind order by kind) as kinds,
                                    max(found_at) as last
                               from finding
                              where wallet_id = w.id and acknowledged_at is null) f
         where w.needs_reconciliation and w.id > ?
         order by w.id limit ?""",
        statement -> {
          statement.setObject(1, after == null ? OLDEST : after);
          statement.setInt(2, Math.min(Math.max(limit, 1), MAX_PAGE));
          List<FlaggedWallet> wallets = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              wallets.add(FlaggedWallet.of(row));
            }
          }
          return wallets;
        });
  }

  /** How many nobody has looked at yet. */
  public long open() {
    return number("select count(*) from finding where acknowledged_at is null");
  }

  /** How many wallets are flagged. */
  public long flagged() {
    return number("select count(*) from wallet where needs_reconciliation");
  }

  /**
   * Notes that somebody looked: at this finding, and with it at the open ones that earlier runs
   * made of the same thing.
   *
   * @return how many are acknowledged by this; 0 if it was before, or is not there
   */
  int acknowledge(UUID id, UUID by, String notes, Instant now) {
    return run(
        """
        update finding f
           set acknowledged_at = ?, acknowledged_by = ?, notes = ?
          from finding seen
         where seen.id = ? and seen.acknowledged_at is null and f.acknowledged_at is null
           and f.kind = seen.kind and f.subject = seen.subject and f.id <= seen.id""",
        statement -> {
          statement.setObject(1, now.atOffset(ZoneOffset.UTC));
          statement.setObject(2, by);
          statement.setString(3, notes);
          statement.setObject(4, id);
          return statement.executeUpdate();
        });
  }

  /** Nobody flags the wallet, or lowers its flag, until this transaction ends. */
  void lockWallet(UUID walletId) {
    run(
        "select 1 from wallet where id = ? for no key update",
        statement -> {
          statement.setObject(1, walletId);
          return statement.execute();
        });
  }

  /** Lowers the flag of a wallet that is locked and has no open finding. */
  void lowerFlag(UUID walletId) {
    run(
        """
        update wallet set needs_reconciliation = false
         where id = ? and needs_reconciliation
           and not exists (select from finding where wallet_id = ? and acknowledged_at is null)""",
        statement -> {
          statement.setObject(1, walletId);
          statement.setObject(2, walletId);
          return statement.executeUpdate();
        });
  }

  /** Lowest id first: two parts of a run must not deadlock. */
  private void flag(Collection<Discrepancy> found) {
    Object[] wallets =
        found.stream().map(Discrepancy::walletId).filter(id -> id != null).distinct().toArray();
    if (wallets.length == 0) {
      return;
    }
    run(
        """
        with flagged as materialized (
          select id from wallet where id = any(?) order by id for no key update)
        update wallet w set needs_reconciliation = true
          from flagged where w.id = flagged.id and not w.needs_reconciliation""",
        statement -> {
          statement.setArray(1, statement.getConnection().createArrayOf("uuid", wallets));
          return statement.executeUpdate();
        });
  }

  private Collection<UUID> insert(UUID runId, List<UUID> ids, List<Discrepancy> found) {
    return run(
        """
        insert into finding (id, run_id, kind, subject, wallet_id, currency, expected, actual, detail,
                             found_at)
        select f.id, ?, f.kind, f.subject, f.wallet_id, f.currency, f.expected, f.actual, f.detail, ?
          from unnest(?::uuid[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[],
                      ?::text[])
            as f (id, kind, subject, wallet_id, currency, expected, actual, detail)
        on conflict (run_id, kind, subject) do nothing
        returning id""",
        statement -> {
          Connection connection = statement.getConnection();
          statement.setObject(1, runId);
          statement.setObject(2, clock.instant().atOffset(ZoneOffset.UTC));
          statement.setArray(3, connection.createArrayOf("uuid", ids.toArray()));
          statement.setArray(4, texts(connection, found, Discrepancy::kind));
          statement.setArray(5, texts(connection, found, Discrepancy::subject));
          statement.setArray(
              6,
              connection.createArrayOf(
                  "uuid", found.stream().map(Discrepancy::walletId).toArray()));
          statement.setArray(7, texts(connection, found, Discrepancy::currency));
          statement.setArray(8, texts(connection, found, Discrepancy::expected));
          statement.setArray(9, texts(connection, found, Discrepancy::actual));
          statement.setArray(10, texts(connection, found, Discrepancy::detail));
          List<UUID> inserted = new ArrayList<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              inserted.add(rows.getObject(1, UUID.class));
            }
          }
          return new HashSet<>(inserted);
        });
  }

  private static Array texts(
      Connection connection, List<Discrepancy> found, Function<Discrepancy, @Nullable String> text)
      throws SQLException {
    return connection.createArrayOf("text", found.stream().map(text).toArray());
  }

  private static List<Finding> list(PreparedStatement statement) throws SQLException {
    List<Finding> findings = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        @Nullable UUID by = row.getObject("acknowledged_by", UUID.class);
        findings.add(
            new Finding(
                row.getObject("id", UUID.class),
                row.getObject("run_id", UUID.class),
                SqlWork.discrepancy(row),
                SqlWork.moment(row, "found_at"),
                by == null
                    ? null
                    : new Finding.Acknowledgement(
                        by, SqlWork.moment(row, "acknowledged_at"), row.getString("notes"))));
      }
    }
    return findings;
  }

  private long number(String sql) {
    return run(
        sql,
        statement -> {
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  private <T> T run(String sql, SqlWork<T> work) {
    return SqlWork.run(dataSource, sql, work);
  }
}
