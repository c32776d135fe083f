package org.dompet.correction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import org.dompet.audit.Caller;
import org.dompet.ledger.JournalEntry;
import org.dompet.ledger.RetriesConflicts;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.wallet.Wallet;
import org.jspecify.annotations.Nullable;

/** Another administrator looks at a correction that waits, and does it or says no. */
@ApplicationScoped
public class DecideCorrection {
  private static final int LONGEST_NOTE = 500;

  private Corrections corrections;
  private CarryOut carryOut;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected DecideCorrection() {}

  @Inject
  DecideCorrection(Corrections corrections, CarryOut carryOut, Clock clock) {
    this.corrections = corrections;
    this.carryOut = carryOut;
    this.clock = clock;
  }

  /**
   * Approves it, and does it. Whoever approved it and asks again gets the same answer.
   *
   * @param note null: none; at most {@value #LONGEST_NOTE} characters
   * @throws Refusal {@link Kind#NOT_FOUND}; {@link Kind#FORBIDDEN} for who asked for it; {@link
   *     Kind#ALREADY_RESOLVED} if it was decided or has expired; what stands against it in the
   *     books, and then it goes on waiting
   */
  @RetriesConflicts
  @Transactional
  public Correction approve(UUID id, @Nullable String note, UUID by, Caller caller) {
    Correction waiting = existing(id);
    Correction.@Nullable Decision before = waiting.decision();
    if (waiting.status() == Correction.Status.DONE
        && waiting.twoPeople()
        && before != null
        && before.by().equals(by)) {
      return waiting;
    }
    refuseUnlessWaiting(waiting);
    if (waiting.requestedBy().equals(by)) {
      throw Refusal.of(
          Kind.FORBIDDEN, "Another administrator than the one who asked for it must approve it");
    }
    Wallet wallet = carryOut.wallet(waiting.walletId(), by);
    @Nullable JournalEntry entry = carryOut.entry(id, waiting.kind(), waiting.amount(), wallet, by);
    Correction done =
        decided(waiting, Correction.Status.DONE, note, by, entry == null ? null : entry.id());
    corrections.decide(done);
    carryOut.tell("correction.approve", done, by, caller);
    carryOut.carryOut(done, wallet, entry);
    return done;
  }

  /**
   * Rejects it; whoever asked for it may take it back so.
   *
   * @throws Refusal {@link Kind#NOT_FOUND}; {@link Kind#ALREADY_RESOLVED}
   */
  @Transactional
  public Correction reject(UUID id, @Nullable String note, UUID by, Caller caller) {
    Correction waiting = existing(id);
    refuseUnlessWaiting(waiting);
    carryOut.wallet(waiting.walletId(), by);
    Correction rejected = decided(waiting, Correction.Status.REJECTED, note, by, null);
    corrections.decide(rejected);
    carryOut.tell("correction.reject", rejected, by, caller);
    return rejected;
  }

  private Correction existing(UUID id) {
    return corrections
        .lock(id)
        .orElseThrow(() -> Refusal.of(Kind.NOT_FOUND, "There is no correction " + id));
  }

  private static void refuseUnlessWaiting(Correction correction) {
    if (correction.status() != Correction.Status.WAITING) {
      throw Refusal.of(
          Kind.ALREADY_RESOLVED,
          correction.status() == Correction.Status.EXPIRED
              ? "Nobody approved the correction in time"
              : "The correction was decided before");
    }
  }

  /** As it is once it is decided. */
  private Correction decided(
      Correction waiting,
      Correction.Status status,
      @Nullable String note,
      UUID by,
      @Nullable UUID entryId) {
    @Nullable String text = note == null ? null : note.strip();
    if (text != null
        && (text.isEmpty() || text.length() > LONGEST_NOTE || text.indexOf('\0') >= 0)) {
      throw Refusal.of(Kind.INVALID_REQUEST, "note", "has not 1 to 500 characters");
    }
    return new Correction(
        waiting.id(),
        waiting.walletId(),
        waiting.kind(),
        waiting.currency(),
        waiting.amount(),
        waiting.reason(),
        waiting.twoPeople(),
        status,
        waiting.requestedBy(),
        waiting.requestedAt(),
        waiting.expiresAt(),
        new Correction.Decision(by, clock.instant(), text),
        entryId);
  }
}
