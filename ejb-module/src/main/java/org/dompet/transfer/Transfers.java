package org.dompet.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** The transfers that were made, read from the ledger. */
@ApplicationScoped
public class Transfers {
  /** The kind of a transfer's journal entry. */
  static final String KIND = "TRANSFER";

  /** The most transfers on one page. */
  public static final int MAX_PAGE = 200;

  private static final String COLUMNS =
      """
      select e.id, source.id as from_wallet, target.id as to_wallet, taken.amount, source.currency,
             e.description as note, e.recorded_at, e.metadata ->> 'to' as asked_to""";

  private static final String PARTIES =
      """

        join posting taken on taken.entry_id = e.id and taken.amount < 0
        join posting given on given.entry_id = e.id and given.amount > 0
        join wallet source on source.available_account = taken.account_id
        join wallet target on target.available_account = given.account_id
      """;

  /** From each of somebody's wallets the next few transfers, then the newest of those. */
  private static final String PAGE =
      COLUMNS
          + """
            , mine.wallet_id, mine.sequence
              from (
                select w.id as wallet_id, l.sequence, l.entry_id
                  from wallet w
                 cross join lateral (
                   select p.sequence, p.entry_id
                     from posting p
                     join journal_entry t on t.id = p.entry_id and t.kind = 'TRANSFER'
                    where p.account_id = w.available_account
                      and p.sequence <= sequence_at(w.available_account, :moment)
                      and (t.recorded_at, w.id, p.sequence) < (:moment, :wallet, :sequence)
                    order by p.sequence desc limit :limit) l
                 where w.user_id = :user) mine
              join journal_entry e on e.id = mine.entry_id"""
          + PARTIES
          + "order by e.recorded_at desc, mine.wallet_id desc, mine.sequence desc limit :limit";

  /** A page, and where the next one begins: null if there is none. */
  public record Page(List<Transfer> items, @Nullable Cursor next) {}

  /** A place in the order of somebody's transfers; the text is for nobody to read. */
  public record Cursor(Instant recordedAt, UUID walletId, long sequence) {
    private static final Cursor NEWEST =
        new Cursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1), Long.MAX_VALUE);

    private static Cursor of(Tuple row) {
      return new Cursor(
          row.get("recorded_at", Instant.class),
          row.get("wallet_id", UUID.class),
          row.get("sequence", Long.class));
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws Refusal if it is anything else
     */
    public static Cursor parse(String text) {
      String[] parts = text.split("_", -1);
      try {
        if (parts.length == 3) {
          Cursor cursor =
              new Cursor(
                  Instant.parse(parts[0]), UUID.fromString(parts[1]), Long.parseLong(parts[2]));
          // An Instant reaches a billion years beyond what PostgreSQL can compare with.
          if (!cursor.recordedAt.isBefore(Instant.EPOCH)
              && !cursor.recordedAt.isAfter(NEWEST.recordedAt)) {
            return cursor;
          }
        }
      } catch (DateTimeException | IllegalArgumentException unreadable) {
        // Refused below, like anything else that isn't ours.
      }
      throw Refusal.of(Kind.INVALID_REQUEST, "cursor", "is not one that a list gave");
    }

    public String text() {
      return recordedAt + "_" + walletId + "_" + sequence;
    }
  }

  @PersistenceContext private EntityManager entities;

  @SuppressWarnings("NullAway.Init") // for the container
  protected Transfers() {}

  /**
   * A transfer of somebody, sent or received.
   *
   * @throws Refusal {@link Kind#NOT_FOUND} if there is none, or it is between others
   */
  public Transfer own(UUID userId, UUID transferId) {
    Query query =
        entities
            .createNativeQuery(
                COLUMNS
                    + "\nfrom journal_entry e"
                    + PARTIES
                    + "where e.id = ?1 and e.kind = 'TRANSFER' and (source.user_id = ?2 or target.user_id = ?2)",
                Tuple.class)
            .setParameter(1, transferId)
            .setParameter(2, userId);
    return rows(query).stream()
        .findFirst()
        .map(Transfers::transfer)
        .orElseThrow(() -> Refusal.of(Kind.NOT_FOUND, "You have no transfer " + transferId));
  }

  /**
   * A page of somebody's transfers, sent and received, newest first.
   *
   * @param after where the page before ended; null for the first
   * @param limit 1 to {@value #MAX_PAGE}
   */
  public Page list(UUID userId, @Nullable Cursor after, int limit) {
    Cursor from = after == null ? Cursor.NEWEST : after;
    int size = Math.min(Math.max(limit, 1), MAX_PAGE);
    Query query =
        entities
            .createNativeQuery(PAGE, Tuple.class)
            .setParameter("user", userId)
            .setParameter("moment", from.recordedAt())
            .setParameter("wallet", from.walletId())
            .setParameter("sequence", from.sequence())
            .setParameter("limit", size);
    List<Tuple> rows = rows(query);
    return new Page(
        rows.stream().map(Transfers::transfer).toList(),
        rows.size() < size ? null : Cursor.of(rows.get(size - 1)));
  }

  /**
   * What was made under a key, if the request was the same.
   *
   * @throws Refusal {@link Kind#IDEMPOTENCY_KEY_REUSED} if it was another
   */
  Optional<Transfer> findByKey(String key, MakeTransfer.Request request) {
    Query query =
        entities
            .createNativeQuery(
                COLUMNS + "\nfrom journal_entry e" + PARTIES + "where e.idempotency_key = ?1",
                Tuple.class)
            .setParameter(1, key);
    return rows(query).stream()
        .findFirst()
        .map(
            row -> {
              Transfer made = transfer(row);
              boolean same =
                  made.fromWalletId().equals(request.fromWalletId())
                      && made.amount().equals(request.amount())
                      && Objects.equals(made.note(), request.note())
                      && request.to().asAsked().equals(row.get("asked_to", String.class));
              if (!same) {
                throw Refusal.of(
                    Kind.IDEMPOTENCY_KEY_REUSED,
                    "The idempotency key was used before, for another request");
              }
              return made;
            });
  }

  @SuppressWarnings("unchecked")
  private static List<Tuple> rows(Query query) {
    return query.getResultList();
  }

  private static Transfer transfer(Tuple row) {
    Currency currency = Currency.valueOf(row.get("currency", String.class));
    return new Transfer(
        row.get("id", UUID.class),
        row.get("from_wallet", UUID.class),
        row.get("to_wallet", UUID.class),
        new Money(row.get("amount", BigDecimal.class).negate(), currency),
        row.get("note", String.class),
        row.get("recorded_at", Instant.class));
  }
}
