package org.dompet.correction;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.jspecify.annotations.Nullable;

/** The rows of {@code correction}. */
@ApplicationScoped
public class Corrections {
  /** The most corrections on one page. */
  public static final int MAX_PAGE = 200;

  private static final UUID NEWEST = new UUID(-1, -1);

  private static final String SELECT =
      """
      select id, wallet_id, kind, currency, amount, reason, two_people, status, requested_by,
             requested_at, expires_at, decided_by, decided_at, note, entry_id
        from correction
      """;

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected Corrections() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the data source is the container's
  Corrections(Clock clock) {
    this.clock = clock;
  }

  /** For use outside a container; whoever makes it sees to the transactions. */
  Corrections(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  public Optional<Correction> find(UUID id) {
    return one("where id = ?", id);
  }

  Optional<Correction> findByKey(String key) {
    return one("where idempotency_key = ?", key);
  }

  /** Nobody else decides about it until this transaction ends. */
  Optional<Correction> lock(UUID id) {
    return one("where id = ? for no key update", id);
  }

  /**
   * A page, newest first.
   *
   * @param status null: any
   * @param walletId null: any
   * @param before the id that the page before ended with; null for the first
   * @param limit 1 to {@value #MAX_PAGE}
   */
  public List<Correction> list(
      Correction.@Nullable Status status,
      @Nullable UUID walletId,
      @Nullable UUID before,
      int limit) {
    StringBuilder sql = new StringBuilder(SELECT).append("where id < ?");
    List<Object> parameters = new ArrayList<>();
    parameters.add(before == null ? NEWEST : before);
    if (walletId != null) {
      sql.append(" and wallet_id = ?");
      parameters.add(walletId);
    }
    if (status != null) {
      boolean expired = status == Correction.Status.EXPIRED;
      sql.append(" and status = ?");
      parameters.add(expired ? Correction.Status.WAITING.name() : status.name());
      if (expired || status == Correction.Status.WAITING) {
        sql.append(" and expires_at ").append(expired ? "<=" : ">").append(" ?");
        parameters.add(clock.instant().atOffset(ZoneOffset.UTC));
      }
    }
    parameters.add(Math.min(Math.max(limit, 1), MAX_PAGE));
    return SqlWork.run(
        dataSource,
        sql + " order by id desc limit ?",
        statement -> {
          for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
          }
          return corrections(statement);
        });
  }

  /** How many wait for somebody. */
  public long waiting() {
    return SqlWork.run(
        dataSource,
        "select count(*) from correction where status = 'WAITING' and expires_at > ?",
        statement -> {
          statement.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  /** One after the other: what a person does alone is added up, and a key is used once. */
  void oneAtATime(UUID administrator) {
    SqlWork.run(
        dataSource,
        "select 1 from app_user where id = ? for no key update",
        statement -> {
          statement.setObject(1, administrator);
          return statement.execute();
        });
  }

  /** Nobody else asks to unfreeze the wallet until this transaction ends. */
  boolean isUnfreezingWaiting(UUID walletId) {
    SqlWork.run(
        dataSource,
        "select 1 from wallet where id = ? for no key update",
        statement -> {
          statement.setObject(1, walletId);
          return statement.execute();
        });
    return list(Correction.Status.WAITING, walletId, null, MAX_PAGE).stream()
        .anyMatch(waiting -> waiting.kind() == Correction.Kind.UNFREEZE);
  }

  /** What somebody credited and debited alone since a moment. */
  Money aloneSince(UUID administrator, Currency currency, Instant since) {
    return SqlWork.run(
        dataSource,
        """
        select coalesce(sum(amount), 0) from correction
         where requested_by = ? and currency = ? and requested_at > ? and not two_people\
        """,
        statement -> {
          statement.setObject(1, administrator);
          statement.setString(2, currency.name());
          statement.setObject(3, since.atOffset(ZoneOffset.UTC));
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            return new Money(row.getBigDecimal(1), currency);
          }
        });
  }

  void add(String key, Correction correction) {
    SqlWork.run(
        dataSource,
        """
        insert into correction
               (id, idempotency_key, wallet_id, kind, currency, amount, reason, two_people, status,
                requested_by, requested_at, expires_at, decided_by, decided_at, note, entry_id)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        statement -> {
          @Nullable Money amount = correction.amount();
          statement.setObject(1, correction.id());
          statement.setString(2, key);
          statement.setObject(3, correction.walletId());
          statement.setString(4, correction.kind().name());
          statement.setString(5, correction.currency().name());
          statement.setBigDecimal(6, amount == null ? null : amount.amount());
          statement.setString(7, correction.reason());
          statement.setBoolean(8, correction.twoPeople());
          statement.setString(9, correction.status().name());
          statement.setObject(10, correction.requestedBy());
          statement.setObject(11, correction.requestedAt().atOffset(ZoneOffset.UTC));
          statement.setObject(12, correction.expiresAt().atOffset(ZoneOffset.UTC));
          decision(statement, 13, correction);
          return statement.executeUpdate();
        });
  }

  void decide(Correction correction) {
    SqlWork.run(
        dataSource,
        """
        update correction set status = ?, decided_by = ?, decided_at = ?, note = ?, entry_id = ?
         where id = ?\
        """,
        statement -> {
          statement.setString(1, correction.status().name());
          decision(statement, 2, correction);
          statement.setObject(6, correction.id());
          return statement.executeUpdate();
        });
  }

  private static void decision(PreparedStatement statement, int at, Correction correction)
      throws SQLException {
    Correction.@Nullable Decision decision = correction.decision();
    statement.setObject(at, decision == null ? null : decision.by());
    statement.setObject(at + 1, decision == null ? null : decision.at().atOffset(ZoneOffset.UTC));
    statement.setString(at + 2, decision == null ? null : decision.note());
    statement.setObject(at + 3, correction.entryId());
  }

  private Optional<Correction> one(String where, Object parameter) {
    return SqlWork.run(
        dataSource,
        SELECT + where,
        statement -> {
          statement.setObject(1, parameter);
          return corrections(statement).stream().findFirst();
        });
  }

  private List<Correction> corrections(PreparedStatement statement) throws SQLException {
    List<Correction> corrections = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        corrections.add(correction(row));
      }
    }
    return corrections;
  }

  private Correction correction(ResultSet row) throws SQLException {
    Currency currency = Currency.valueOf(row.getString("currency"));
    @Nullable BigDecimal amount = row.getBigDecimal("amount");
    @Nullable UUID by = row.getObject("decided_by", UUID.class);
    Instant expiresAt = Objects.requireNonNull(SqlWork.moment(row, "expires_at"));
    Correction.Status status = Correction.Status.valueOf(row.getString("status"));
    boolean late = status == Correction.Status.WAITING && !clock.instant().isBefore(expiresAt);
    return new Correction(
        row.getObject("id", UUID.class),
        row.getObject("wallet_id", UUID.class),
        Correction.Kind.valueOf(row.getString("kind")),
        currency,
        amount == null ? null : new Money(amount, currency),
        row.getString("reason"),
        row.getBoolean("two_people"),
        late ? Correction.Status.EXPIRED : status,
        row.getObject("requested_by", UUID.class),
        Objects.requireNonNull(SqlWork.moment(row, "requested_at")),
        expiresAt,
        by == null
            ? null
            : new Correction.Decision(
                by,
                Objects.requireNonNull(SqlWork.moment(row, "decided_at")),
                row.getString("note")),
        row.getObject("entry_id", UUID.class));
  }
}
