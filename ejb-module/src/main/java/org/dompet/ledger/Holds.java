package org.dompet.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.time.UuidV7;

/**
 * Sets money aside, and takes it out or gives it back. Every step has an idempotency key: repeated,
 * it answers what the first one did.
 */
@ApplicationScoped
@RetriesConflicts
@Transactional
public class Holds {
  private Ledger ledger;

  private Hold placedBefore(String key) {
    return sql.find(key)
        .orElseThrow(() -> Refusal.of(Kind.INVALID_REQUEST, "expiresAt", "is not in the future"));
  }

  private HoldSql sql;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected Holds() {}

  @Inject
  public Holds(Ledger ledger, HoldSql sql, Clock clock) {
    this.ledger = ledger;
    this.sql = sql;
    this.clock = clock;
  }

  /**
   * Moves an amount from available to held.
   *
   * @param expiresAt when what is left goes back by itself; in the future
   */
  public Hold place(
      UUID available, UUID held, Money amount, Instant expiresAt, String key, String actor) {
    if (!amount.isPositive()) {
      throw Refusal.of(Kind.INVALID_AMOUNT, "amount", "is not positive");
    }
    Instant now = clock.instant();
    Hold wanted =
        new Hold(
            UuidV7.next(clock),
            available,
            held,
            amount,
            Money.zero(amount.currency()),
            Money.zero(amount.currency()),
            Hold.Status.ACTIVE,
            expiresAt);
    Hold hold = expiresAt.isAfter(now) ? sql.insertOrFind(wanted, key, now) : placedBefore(key);
    ledger
        .post(
            JournalEntry.move(clock, key, "HOLD", actor, amount, available, held)
                .with("hold", hold.id().toString()))
        .orRefuse();
    return hold;
  }

  /** Takes a part, or all, of what the hold has left, to an account. */
  public Hold capture(UUID holdId, Money part, UUID to, String key, String actor) {
    Hold hold = sql.lock(holdId);
    JournalEntry entry =
        JournalEntry.move(clock, key, "CAPTURE", actor, part, hold.heldAccount(), to)
            .with("hold", holdId.toString());
    return settle(hold, () -> hold.capture(part, clock.instant()), entry);
  }

  /** Gives back what is left. */
  public Hold release(UUID holdId, String key, String actor) {
    Hold hold = sql.lock(holdId);
    Supplier<Hold> step = () -> hold.release(Hold.Status.RELEASED);
    if (hold.remaining().isPositive()) {
      return settle(hold, step, giveBack(hold, hold.remaining(), "RELEASE", key, actor));
    }
    // Repeated, or too late: the key tells which. What the first release gave back is on the hold.
    return hold.released().isPositive()
        ? settle(hold, step, giveBack(hold, hold.released(), "RELEASE", key, actor))
        : step.get();
  }

  /**
   * Gives back what is left of holds past their expiry, soonest first.
   *
   * @param limit the most holds to end in this transaction
   * @return how many were ended; fewer than the limit means that none is left that could be
   */
  public int expire(int limit) {
    List<Hold> due = sql.lockExpired(clock.instant(), limit);
    if (due.isEmpty()) {
      return 0;
    }
    List<JournalEntry> entries = new ArrayList<>();
    for (Hold hold : due) {
      entries.add(
          giveBack(
              hold,
              hold.remaining(),
              "EXPIRY",
              "hold:" + hold.id() + ":expire",
              "system:hold-expiry"));
    }
    List<Outcome> outcomes = ledger.post(entries);
    List<Hold> ended = new ArrayList<>();
    for (int i = 0; i < due.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.Posted) {
        ended.add(due.get(i).release(Hold.Status.EXPIRED));
      }
    }
    sql.update(ended);
    return ended.size();
  }

  private JournalEntry giveBack(Hold hold, Money amount, String kind, String key, String actor) {
    return JournalEntry.move(
            clock, key, kind, actor, amount, hold.heldAccount(), hold.availableAccount())
        .with("hold", hold.id().toString());
  }

  /** The hold's row is locked already; the accounts are locked last, by the ledger. */
  private Hold settle(Hold hold, Supplier<Hold> step, JournalEntry entry) {
    if (sql.isBooked(entry.idempotencyKey())) {
      ledger.post(entry).orRefuse();
      return hold;
    }
    Hold after = step.get();
    ledger.post(entry).orRefuse();
    sql.update(List.of(after));
    return after;
  }
}
