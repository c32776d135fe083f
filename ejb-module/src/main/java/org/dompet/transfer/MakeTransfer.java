package org.dompet.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.dompet.identity.UserDirectory;
import org.dompet.ledger.JournalEntry;
import org.dompet.ledger.LedgerWriter;
import org.dompet.ledger.Outcome;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.wallet.Wallet;
import org.dompet.wallet.Wallets;
import org.jspecify.annotations.Nullable;

/**
 * Sends money to another wallet of the same currency. One journal entry, through the {@link
 * LedgerWriter}; between two wallets that are known to this node it costs no other SQL.
 */
@ApplicationScoped
public class MakeTransfer {
  /** The longest note, in characters. */
  public static final int LONGEST_NOTE = 200;

  private Wallets wallets;
  private UserDirectory people;
  private Transfers transfers;
  private LedgerWriter ledger;
  private Event<TransferMade> made;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected MakeTransfer() {}

  @Inject
  MakeTransfer(
      Wallets wallets,
      UserDirectory people,
      Transfers transfers,
      LedgerWriter ledger,
      Event<TransferMade> made,
      Clock clock) {
    this.wallets = wallets;
    this.people = people;
    this.transfers = transfers;
    this.ledger = ledger;
    this.made = made;
    this.clock = clock;
  }

  /** What is asked for. */
  public record Request(UUID fromWalletId, Recipient to, Money amount, @Nullable String note) {
    public Request {
      if (!amount.isPositive()) {
        throw Refusal.of(Kind.INVALID_AMOUNT, "amount", "is not more than zero");
      }
      if (note != null && (note.length() > LONGEST_NOTE || note.indexOf('\0') >= 0)) {
        throw Refusal.of(
            Kind.INVALID_REQUEST, "note", "must have at most " + LONGEST_NOTE + " characters");
      }
    }
  }

  /**
   * The transfer, and whether it had been made before under the same key.
   *
   * @param replayed true if nothing was done now
   */
  public record Result(Transfer transfer, boolean replayed) {}

  /**
   * Makes it, once for a key.
   *
   * @param userId who asks; keys are each user's own
   * @throws Refusal saying what stands against it; then nothing was booked and the key is free
   */
  public Result transfer(UUID userId, Request request, String idempotencyKey) {
    String key = "api:" + idempotencyKey + ":" + userId + ":transfer";
    Wallet from = wallets.own(userId, request.fromWalletId());
    if (from.currency() != request.amount().currency()) {
      throw Refusal.of(
          Kind.CURRENCY_MISMATCH, "currency", "is not the wallet's, which is " + from.currency());
    }
    if (!(request.to() instanceof Recipient.ByWallet)) {
      // A name may belong to somebody else by now: what counts is what was asked the first time.
      Transfer before = transfers.findByKey(key, request).orElse(null);
      if (before != null) {
        return new Result(before, true);
      }
    }
    Wallet to = recipient(request.to(), from);
    if (to.id().equals(from.id())) {
      throw Refusal.of(Kind.OWN_WALLET, "to", "is the wallet that the money comes from");
    }
    JournalEntry entry =
        JournalEntry.move(
                clock,
                key,
                Transfers.KIND,
                userId.toString(),
                request.amount(),
                from.availableAccount(),
                to.availableAccount())
            .describedAs(request.note())
            .with("to", request.to().asAsked());
    return book(userId, request, from, to, entry);
  }

  private Result book(UUID userId, Request request, Wallet from, Wallet to, JournalEntry entry) {
    Outcome outcome = ledger.post(entry);
    Outcome.Posted booked = outcome.orRefuse();
    Transfer transfer =
        new Transfer(
            booked.entryId(),
            from.id(),
            to.id(),
            request.amount(),
            request.note(),
            booked.recordedAt());
    if (outcome instanceof Outcome.Posted) {
      made.fire(new TransferMade(transfer, userId));
    }
    return new Result(transfer, outcome instanceof Outcome.Replayed);
  }

  private Wallet recipient(Recipient to, Wallet from) {
    if (to instanceof Recipient.ByWallet known) {
      Wallet wallet =
          wallets
              .find(known.walletId())
              .orElseThrow(
                  () -> Refusal.of(Kind.UNKNOWN_RECIPIENT, "to.walletId", "is nobody's wallet"));
      if (wallet.currency() != from.currency()) {
        throw Refusal.of(
            Kind.CURRENCY_MISMATCH, "to.walletId", "is a wallet in " + wallet.currency());
      }
      return wallet;
    }
    UUID recipient =
        to instanceof Recipient.ByTelegramId telegram
            ? people
                .byTelegramId(telegram.telegramId())
                .orElseThrow(() -> unknown("to.telegramId", "is nobody's here"))
            : people
                .byUsername(((Recipient.ByUsername) to).username())
                .orElseThrow(() -> unknown("to.username", "is nobody's here"));
    return wallets
        .find(recipient, from.currency())
        .orElseThrow(() -> unknown("to", "has no wallet in " + from.currency()));
  }

  private static Refusal unknown(String field, String detail) {
    return Refusal.of(Kind.UNKNOWN_RECIPIENT, field, detail);
  }
}
