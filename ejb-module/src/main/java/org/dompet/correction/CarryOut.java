package org.dompet.correction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.dompet.audit.AuditLog;
import org.dompet.audit.Caller;
import org.dompet.ledger.Account;
import org.dompet.ledger.Accounts;
import org.dompet.ledger.JournalEntry;
import org.dompet.ledger.Ledger;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.wallet.Wallet;
import org.dompet.wallet.Wallets;
import org.jspecify.annotations.Nullable;

/** Does to the wallet what was decided: the last step of its transaction. */
@ApplicationScoped
class CarryOut {
  /** The platform's account that corrections go against. */
  static final String ADJUSTMENTS = "adjustments";

  private Wallets wallets;
  private Accounts accounts;
  private Ledger ledger;
  private AuditLog audit;
  private Event<CorrectionChanged> changed;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected CarryOut() {}

  @Inject
  CarryOut(
      Wallets wallets,
      Accounts accounts,
      Ledger ledger,
      AuditLog audit,
      Event<CorrectionChanged> changed,
      Clock clock) {
    this.wallets = wallets;
    this.accounts = accounts;
    this.ledger = ledger;
    this.audit = audit;
    this.changed = changed;
    this.clock = clock;
  }

  /**
   * The wallet, for somebody who may correct it.
   *
   * @throws Refusal {@link Kind#NOT_FOUND}; {@link Kind#FORBIDDEN} if it is their own
   */
  Wallet wallet(UUID walletId, UUID administrator) {
    Wallet wallet =
        wallets
            .find(walletId)
            .orElseThrow(() -> Refusal.of(Kind.NOT_FOUND, "There is no wallet " + walletId));
    if (wallet.userId().equals(administrator)) {
      throw Refusal.of(Kind.FORBIDDEN, "Nobody corrects their own wallet");
    }
    return wallet;
  }

  /** Whether the wallet is frozen. */
  Account.Status status(Wallet wallet) {
    return accounts.find(wallet.availableAccount()).orElseThrow().status();
  }

  /** The entry of a correction that is about money, not booked yet; null for others. */
  @Nullable JournalEntry entry(
      UUID id, Correction.Kind kind, @Nullable Money amount, Wallet wallet, UUID approvedBy) {
    if (amount == null || !kind.isOfMoney()) {
      return null;
    }
    UUID adjustments = accounts.platform(ADJUSTMENTS, amount.currency()).id();
    boolean credit = kind == Correction.Kind.CREDIT;
    return JournalEntry.of(
            clock,
            "correction:" + id + ":" + wallet.id() + ":" + (credit ? "credit" : "debit"),
            credit ? "CORRECTION_CREDIT" : "CORRECTION_DEBIT",
            approvedBy.toString(),
            List.of(
                new JournalEntry.Leg(adjustments, credit ? amount.negate() : amount),
                new JournalEntry.Leg(wallet.availableAccount(), credit ? amount : amount.negate())))
        .referringTo(id.toString())
        .describedAs("Correction");
  }

  /** Tells everybody who wants to know; afterwards nothing but the ledger may be touched. */
  void tell(String action, Correction correction, UUID by, Caller caller) {
    audit.done(action, by.toString(), correction.id().toString(), caller);
    changed.fire(new CorrectionChanged(correction));
  }

  /**
   * Does it.
   *
   * @param entry what {@link #entry} made
   * @throws Refusal whatever stands against it; then nothing was done
   */
  void carryOut(Correction correction, Wallet wallet, @Nullable JournalEntry entry) {
    if (entry != null) {
      ledger.post(List.of(entry)).get(0).orRefuse();
    } else {
      accounts.change(
          wallet.availableAccount(),
          correction.kind() == Correction.Kind.FREEZE
              ? Account.Status.FROZEN
              : Account.Status.OPEN);
    }
  }
}
