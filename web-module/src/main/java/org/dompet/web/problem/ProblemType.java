package org.dompet.web.problem;

import java.util.Locale;
import org.dompet.refusal.Kind;

/** Every problem that a door answers with: its code, status and title. */
public enum ProblemType {
  INVALID_REQUEST(400, "The request is not valid"),
  MALFORMED_JSON(400, "The body is not the JSON that was expected"),
  IDEMPOTENCY_KEY_MISSING(400, "An Idempotency-Key header is needed"),
  UNAUTHENTICATED(401, "Nobody is signed in"),
  SIGN_IN_REFUSED(401, "The sign-in was refused"),
  SECOND_FACTOR_NEEDED(401, "A code of the second factor is needed"),
  INVALID_SIGNATURE(401, "The signature was not accepted"),
  ADDRESS_NOT_ALLOWED(403, "Not from this address"),
  FORBIDDEN(403, "This is not allowed"),
  NOT_FOUND(404, "There is no such thing here"),
  METHOD_NOT_ALLOWED(405, "This method is not offered here"),
  NOT_ACCEPTABLE(406, "The answer can't be given in the form asked for"),
  REQUEST_TIMEOUT(408, "The request did not come in time"),
  SECOND_FACTOR_ACTIVE(409, "There is a second factor already"),
  EMAIL_TAKEN(409, "The e-mail address is registered already"),
  WALLET_EXISTS(409, "There is a wallet in this currency already"),
  NOT_YET(409, "What this builds on has not happened yet"),
  ALREADY_RESOLVED(409, "Somebody dealt with this before"),
  ALREADY_REVERSED(409, "The entry was reversed before"),
  JOB_RUNNING(409, "A run of this job is open"),
  RUN_ENDED(409, "The run is over"),
  PAYLOAD_TOO_LARGE(413, "The request is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body is not of the type that is taken here"),
  INVALID_AMOUNT(422, "The amount is not valid"),
  UNKNOWN_RECIPIENT(422, "The recipient is not known"),
  OWN_WALLET(422, "The money comes from this wallet"),
  INSUFFICIENT_FUNDS(422, "The balance does not cover the amount"),
  ACCOUNT_FROZEN(422, "A wallet is frozen"),
  ACCOUNT_CLOSED(422, "A wallet is closed"),
  CURRENCY_MISMATCH(422, "The currencies differ"),
  IDEMPOTENCY_KEY_REUSED(422, "The key was used for another request"),
  HOLD_NOT_ACTIVE(422, "The hold has ended, or has less left"),
  RATE_LIMITED(429, "Too many requests"),
  SIGN_IN_LOCKED(429, "Too many sign-ins have failed"),
  INTERNAL(500, "Something went wrong on our side"),
  NOT_CONFIGURED(501, "This installation does not offer it"),
  PROVIDER_NOT_CONFIGURED(501, "The payment provider is not offered here"),
  BUSY(503, "Too busy, try again"),
  PROVIDER_UNAVAILABLE(503, "The payment provider can't be reached, try again");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  static ProblemType of(Kind kind) {
    return switch (kind) {
      case INVALID_REQUEST -> INVALID_REQUEST;
      case INVALID_AMOUNT -> INVALID_AMOUNT;
      case UNAUTHENTICATED -> UNAUTHENTICATED;
      case SIGN_IN_REFUSED -> SIGN_IN_REFUSED;
      case SECOND_FACTOR_NEEDED -> SECOND_FACTOR_NEEDED;
      case SECOND_FACTOR_ACTIVE -> SECOND_FACTOR_ACTIVE;
      case SIGN_IN_LOCKED -> SIGN_IN_LOCKED;
      case INVALID_SIGNATURE -> INVALID_SIGNATURE;
      case ADDRESS_NOT_ALLOWED -> ADDRESS_NOT_ALLOWED;
      case NOT_YET -> NOT_YET;
      case ALREADY_RESOLVED -> ALREADY_RESOLVED;
      case JOB_RUNNING -> JOB_RUNNING;
      case RUN_ENDED -> RUN_ENDED;
      case FORBIDDEN -> FORBIDDEN;
      case NOT_FOUND -> NOT_FOUND;
      case EMAIL_TAKEN -> EMAIL_TAKEN;
      case WALLET_EXISTS -> WALLET_EXISTS;
      case UNKNOWN_RECIPIENT -> UNKNOWN_RECIPIENT;
      case OWN_WALLET -> OWN_WALLET;
      case INSUFFICIENT_FUNDS -> INSUFFICIENT_FUNDS;
      case ACCOUNT_FROZEN -> ACCOUNT_FROZEN;
      case ACCOUNT_CLOSED -> ACCOUNT_CLOSED;
      case CURRENCY_MISMATCH -> CURRENCY_MISMATCH;
      case IDEMPOTENCY_KEY_REUSED -> IDEMPOTENCY_KEY_REUSED;
      case ALREADY_REVERSED -> ALREADY_REVERSED;
      case HOLD_NOT_ACTIVE -> HOLD_NOT_ACTIVE;
      case BUSY -> BUSY;
      case NOT_CONFIGURED -> NOT_CONFIGURED;
      case PROVIDER_NOT_CONFIGURED -> PROVIDER_NOT_CONFIGURED;
      case PROVIDER_UNAVAILABLE -> PROVIDER_UNAVAILABLE;
      // The ledger's own words: a door that lets them through has a mistake in it.
      case UNKNOWN_ACCOUNT, LINKED_ENTRY_REFUSED -> INTERNAL;
    };
  }

  /** The type for a status that JAX-RS or the container gave. */
  static ProblemType of(int status) {
    return switch (status) {
      case 401 -> UNAUTHENTICATED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      // 501 is what servlets say of methods that they have never heard of.
      case 405, 501 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 408 -> REQUEST_TIMEOUT;
      case 413 -> PAYLOAD_TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 429 -> RATE_LIMITED;
      case 503 -> BUSY;
      default -> status >= 400 && status < 500 ? INVALID_REQUEST : INTERNAL;
    };
  }

  /** The last part of the type's address: {@code insufficient-funds}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }
}
