package org.dompet.refusal;

import java.util.Locale;

/** Why something was refused. Each kind has a page, {@code docs/problems/<code>.md}. */
public enum Kind {
  /** A field is missing or doesn't say what it must. */
  INVALID_REQUEST,
  /** Not a decimal string, too many digits, too large, zero or negative. */
  INVALID_AMOUNT,
  /** Nobody is signed in, or the proof of it doesn't hold. */
  UNAUTHENTICATED,
  /** Telegram's signature, a password or a refresh token was not accepted. Never says why. */
  SIGN_IN_REFUSED,
  /** The password was good, and the code of the second factor is missing. */
  SECOND_FACTOR_NEEDED,
  /** Too many sign-ins to this account failed from here: none is looked at for a while. */
  SIGN_IN_LOCKED,
  /** There is a second factor already. */
  SECOND_FACTOR_ACTIVE,
  /** A webhook without a good signature of its provider's. Never says what is wrong with it. */
  INVALID_SIGNATURE,
  /** A webhook from an address that is not its provider's. */
  ADDRESS_NOT_ALLOWED,
  /** Signed in, but not allowed. */
  FORBIDDEN,
  /** It isn't there, or it isn't yours: the two look the same. */
  NOT_FOUND,
  EMAIL_TAKEN,
  WALLET_EXISTS,
  /** Nobody here has that wallet, Telegram id or username. */
  UNKNOWN_RECIPIENT,
  /** Sender and recipient are the same wallet. */
  OWN_WALLET,
  INSUFFICIENT_FUNDS,
  ACCOUNT_FROZEN,
  ACCOUNT_CLOSED,
  UNKNOWN_ACCOUNT,
  CURRENCY_MISMATCH,
  /** The key was used before, for something else. */
  IDEMPOTENCY_KEY_REUSED,
  /** An entry is reversed at most once. */
  ALREADY_REVERSED,
  /** The hold was captured, released or has expired, or has less left. */
  HOLD_NOT_ACTIVE,
  /** A neighbour in its linked group was refused. */
  LINKED_ENTRY_REFUSED,
  /** What it builds on has not happened yet: try again later. */
  NOT_YET,
  /** A person has dealt with it before, in another way. */
  ALREADY_RESOLVED,
  /** Too much at once, or the database let go: nothing was done, try again. */
  BUSY,
  /** A run of this job is open: there is one at a time. */
  JOB_RUNNING,
  /** The run is over: it can't be stopped, or not be asked for again. */
  RUN_ENDED,
  /** This installation has no settings for it. */
  NOT_CONFIGURED,
  /** This installation has no keys of the payment provider. */
  PROVIDER_NOT_CONFIGURED,
  /** The payment provider is down, slow, or not asked for a while: try again. */
  PROVIDER_UNAVAILABLE;

  /** The name in a problem's type: {@code insufficient-funds}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
