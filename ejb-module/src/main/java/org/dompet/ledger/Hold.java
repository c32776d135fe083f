package org.dompet.ledger;

import java.time.Instant;
import java.util.UUID;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;

/**
 * Money set aside. A hold begins {@code ACTIVE}, when its amount moves from the available to the
 * held account. It is captured, in one part or several, out of the held account; what is left is
 * released back, by request or when the hold expires. With nothing left it is {@code CAPTURED},
 * {@code RELEASED} or {@code EXPIRED}, by what ended it, and stays so.
 */
public record Hold(
    UUID id,
    UUID availableAccount,
    UUID heldAccount,
    Money amount,
    Money captured,
    Money released,
    Status status,
    Instant expiresAt) {

  /** The three that are not active are final. */
  public enum Status {
    ACTIVE,
    CAPTURED,
    RELEASED,
    EXPIRED
  }

  /** What can still be captured or released. */
  public Money remaining() {
    return amount.minus(captured).minus(released);
  }

  /** Takes a part; at the moment it expires, and later, there is nothing to take. */
  Hold capture(Money part, Instant now) {
    requireActive();
    if (!now.isBefore(expiresAt)) {
      throw Refusal.of(Kind.HOLD_NOT_ACTIVE, "The hold has expired");
    }
    if (!part.isPositive() || part.compareTo(remaining()) > 0) {
      throw Refusal.of(Kind.HOLD_NOT_ACTIVE, "amount", "is not within what the hold has left");
    }
    Money total = captured.plus(part);
    boolean done = part.equals(remaining());
    return new Hold(
        id,
        availableAccount,
        heldAccount,
        amount,
        total,
        released,
        done ? Status.CAPTURED : status,
        expiresAt);
  }

  /** Gives back what is left, and ends the hold as {@code RELEASED} or {@code EXPIRED}. */
  Hold release(Status end) {
    requireActive();
    return new Hold(
        id,
        availableAccount,
        heldAccount,
        amount,
        captured,
        released.plus(remaining()),
        end,
        expiresAt);
  }

  private void requireActive() {
    if (status != Status.ACTIVE) {
      throw Refusal.of(Kind.HOLD_NOT_ACTIVE, "The hold is " + status);
    }
  }
}
