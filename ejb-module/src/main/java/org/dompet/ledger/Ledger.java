package org.dompet.ledger;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;

/**
 * Books entries. There is one way in, {@link #post}, for one entry or hundreds; a transaction calls
 * it once, last, with all it has to book.
 *
 * <p>It goes to the database twice, however many entries there are.
 */
@ApplicationScoped
public class Ledger {
  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  private Clock clock;
  private LedgerSettings settings;
  private Consumer<BatchDecided> observers;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected Ledger() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the data source is the container's
  Ledger(Clock clock, LedgerSettings settings, Event<BatchDecided> decided) {
    this.clock = clock;
    this.settings = settings;
    this.observers = decided::fire;
  }

  /** A ledger outside a container; whoever makes it sees to the transactions. */
  public Ledger(DataSource dataSource, Clock clock, LedgerSettings settings) {
    this.dataSource = dataSource;
    this.clock = clock;
    this.settings = settings;
    this.observers = decided -> {};
  }

  /**
   * Books what can be booked, in order, each entry on what the ones before it left.
   *
   * @param entries at least one; the last of them not linked to a next
   * @return one outcome for each entry, in the same order
   * @throws LedgerConflict if the database could not do it now: nothing was booked
   */
  @Transactional
  public List<Outcome> post(List<JournalEntry> entries) {
    if (entries.isEmpty() || entries.get(entries.size() - 1).linked()) {
      throw new IllegalArgumentException("A batch has entries, and does not end within a group");
    }
    try (Connection connection = dataSource.getConnection()) {
      if (connection.getAutoCommit()) {
        throw new IllegalStateException("The connection takes part in no transaction");
      }
      LedgerSql sql = new LedgerSql(connection);
      LedgerSql.Standing standing = sql.lock(entries, settings.lockTimeout().toMillis());
      Instant recordedAt = later(clock.instant(), standing.lastPostedAt());
      PostingBatch batch = new PostingBatch(standing.accounts(), standing.booked(), recordedAt);
      List<Outcome> outcomes = batch.decide(entries);
      if (!batch.accepted().isEmpty()) {
        sql.write(batch, recordedAt);
      }
      observers.accept(new BatchDecided(outcomes));
      return outcomes;
    } catch (SQLException failed) {
      throw LedgerConflict.orFailure(failed);
    }
  }

  /** Books one entry. */
  @Transactional
  public Outcome post(JournalEntry entry) {
    return post(List.of(entry)).get(0);
  }

  /**
   * Books the opposite of an entry. A mistake is never taken out of the books.
   *
   * @throws Refusal {@link Kind#NOT_FOUND} if there is no such entry; {@link Kind#INVALID_REQUEST}
   *     if it is a step of a hold, whose held account must keep what its holds have left
   */
  @Transactional
  public Outcome reverse(UUID entryId, String key, String reason, String actor) {
    List<JournalEntry.Leg> opposite =
        SqlWork.run(
            dataSource,
            """
            select p.account_id, p.amount, a.currency, a.kind
              from posting p join account a on a.id = p.account_id
             where p.entry_id = ? order by p.account_id""",
            statement -> {
              statement.setObject(1, entryId);
              List<JournalEntry.Leg> legs = new ArrayList<>();
              try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                  if (rows.getString("kind").equals("held")) {
                    throw Refusal.of(
                        Kind.INVALID_REQUEST, "A step of a hold is not reversed, but released");
                  }
                  Currency currency = Currency.valueOf(rows.getString("currency"));
                  legs.add(
                      new JournalEntry.Leg(
                          rows.getObject("account_id", UUID.class),
                          new Money(rows.getBigDecimal("amount").negate(), currency)));
                }
              }
              return legs;
            });
    if (opposite.isEmpty()) {
      throw Refusal.of(Kind.NOT_FOUND, "There is no entry " + entryId);
    }
    return post(
        JournalEntry.of(clock, key, "REVERSAL", actor, opposite)
            .describedAs(reason)
            .reversing(entryId));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
