package org.dompet.correction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.dompet.audit.Caller;
import org.dompet.ledger.Account;
import org.dompet.ledger.JournalEntry;
import org.dompet.ledger.RetriesConflicts;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.time.UuidV7;
import org.dompet.wallet.Wallet;
import org.jspecify.annotations.Nullable;

/**
 * An administrator asks for a correction. What one may do alone is done at once; the rest waits for
 * another. Freezing is done by one, for it must be quick and loses nobody anything; unfreezing
 * takes two, for it lets money go.
 */
@ApplicationScoped
public class RequestCorrection {
  private static final int SHORTEST_REASON = 10;
  private static final int LONGEST_REASON = 500;

  private Corrections corrections;
  private CarryOut carryOut;
  private CorrectionSettings settings;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected RequestCorrection() {}

  @Inject
  RequestCorrection(
      Corrections corrections, CarryOut carryOut, CorrectionSettings settings, Clock clock) {
    this.corrections = corrections;
    this.carryOut = carryOut;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * The correction, and whether it had been asked for before under the same key.
   *
   * @param replayed true if nothing was done now
   */
  public record Result(Correction correction, boolean replayed) {}

  /**
   * Puts money into a wallet, or takes it out; at once or when another approves.
   *
   * @param kind CREDIT or DEBIT
   * @param reason 10 to 500 characters
   * @param key each administrator's own; the same request under it is done once
   * @throws Refusal saying what stands against it; then nothing was done and the key is free
   */
  @RetriesConflicts
  @Transactional
  public Result money(
      Correction.Kind kind,
      UUID walletId,
      Money amount,
      String reason,
      String key,
      UUID by,
      Caller caller) {
    if (!amount.isPositive()) {
      throw Refusal.of(Kind.INVALID_AMOUNT, "amount", "is not more than zero");
    }
    String text = reason(reason);
    Wallet wallet = carryOut.wallet(walletId, by);
    if (wallet.currency() != amount.currency()) {
      throw Refusal.of(
          Kind.CURRENCY_MISMATCH, "currency", "is not the wallet's, which is " + wallet.currency());
    }
    corrections.oneAtATime(by);
    String unique = "api:" + key + ":" + by + ":correction";
    Optional<Correction> before = corrections.findByKey(unique);
    if (before.isPresent()) {
      return new Result(same(before.get(), kind, walletId, amount, text), true);
    }
    Instant now = clock.instant();
    Money alone =
        corrections.aloneSince(by, amount.currency(), now.minus(CorrectionSettings.PERIOD));
    boolean takesTwo = settings.takesTwo(amount, alone);
    return new Result(request(unique, kind, wallet, amount, text, takesTwo, by, caller), false);
  }

  /**
   * Freezes a wallet now: no money comes in or goes out.
   *
   * @throws Refusal {@link Kind#ALREADY_RESOLVED} if it is frozen, {@link Kind#ACCOUNT_CLOSED}
   */
  @Transactional
  public Correction freeze(UUID walletId, String reason, UUID by, Caller caller) {
    String text = reason(reason);
    Wallet wallet = carryOut.wallet(walletId, by);
    refuseUnless(Account.Status.OPEN, wallet);
    return request(
        "freeze:" + UuidV7.next(clock),
        Correction.Kind.FREEZE,
        wallet,
        null,
        text,
        false,
        by,
        caller);
  }

  /**
   * Asks to unfreeze a wallet, which another administrator must approve.
   *
   * @throws Refusal {@link Kind#ALREADY_RESOLVED} if it is not frozen, or is asked for already
   */
  @Transactional
  public Correction unfreeze(UUID walletId, String reason, UUID by, Caller caller) {
    String text = reason(reason);
    Wallet wallet = carryOut.wallet(walletId, by);
    refuseUnless(Account.Status.FROZEN, wallet);
    if (corrections.isUnfreezingWaiting(walletId)) {
      throw Refusal.of(Kind.ALREADY_RESOLVED, "It waits for another administrator already");
    }
    return request(
        "unfreeze:" + UuidV7.next(clock),
        Correction.Kind.UNFREEZE,
        wallet,
        null,
        text,
        true,
        by,
        caller);
  }

  private Correction request(
      String key,
      Correction.Kind kind,
      Wallet wallet,
      @Nullable Money amount,
      String reason,
      boolean twoPeople,
      UUID by,
      Caller caller) {
    UUID id = UuidV7.next(clock);
    Instant now = clock.instant();
    Currency currency = wallet.currency();
    @Nullable JournalEntry entry = twoPeople ? null : carryOut.entry(id, kind, amount, wallet, by);
    Correction correction =
        new Correction(
            id,
            wallet.id(),
            kind,
            currency,
            amount,
            reason,
            twoPeople,
            twoPeople ? Correction.Status.WAITING : Correction.Status.DONE,
            by,
            now,
            now.plus(settings.lifetime()),
            twoPeople ? null : new Correction.Decision(by, now, null),
            entry == null ? null : entry.id());
    corrections.add(key, correction);
    carryOut.tell(twoPeople ? "correction.request" : "correction.do", correction, by, caller);
    if (!twoPeople) {
      carryOut.carryOut(correction, wallet, entry);
    }
    return correction;
  }

  private void refuseUnless(Account.Status wanted, Wallet wallet) {
    Account.Status status = carryOut.status(wallet);
    if (status == Account.Status.CLOSED) {
      throw Refusal.of(Kind.ACCOUNT_CLOSED, "The wallet is closed");
    }
    if (status != wanted) {
      throw Refusal.of(
          Kind.ALREADY_RESOLVED,
          status == Account.Status.FROZEN ? "The wallet is frozen" : "The wallet is not frozen");
    }
  }

  private static Correction same(
      Correction before, Correction.Kind kind, UUID walletId, Money amount, String reason) {
    if (before.kind() != kind
        || !before.walletId().equals(walletId)
        || !amount.equals(before.amount())
        || !before.reason().equals(reason)) {
      throw Refusal.of(
          Kind.IDEMPOTENCY_KEY_REUSED, "The key was used for another correction before");
    }
    return before;
  }

  private static String reason(String reason) {
    String text = reason.strip();
    if (text.length() < SHORTEST_REASON
        || text.length() > LONGEST_REASON
        || text.indexOf('\0') >= 0) {
      throw Refusal.of(Kind.INVALID_REQUEST, "reason", "does not say why, in 10 to 500 characters");
    }
    return text;
  }
}
