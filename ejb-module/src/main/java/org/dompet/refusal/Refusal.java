package org.dompet.refusal;

import jakarta.ejb.ApplicationException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The one application exception: a use case that cannot be done, stated as a fact for the person
 * who asked. It rolls the transaction back and carries no stack trace, since being refused is
 * normal.
 */
@ApplicationException(rollback = true)
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final @Nullable String field;
  private final @Nullable Duration retryAfter;

  private Refusal(Kind kind, @Nullable String field, String detail, @Nullable Duration retryAfter) {
    super(detail, null, false, false);
    this.kind = kind;
    this.field = field;
    this.retryAfter = retryAfter;
  }

  /** Refuses with a sentence about the whole. It is shown to people: no secrets, no payloads. */
  public static Refusal of(Kind kind, String detail) {
    return new Refusal(kind, null, detail, null);
  }

  /** Refuses for one field; the detail continues the field's name: "amount" "is too large". */
  public static Refusal of(Kind kind, String field, String detail) {
    return new Refusal(kind, field, detail, null);
  }

  /** Refuses for now, and says after how long it makes sense to try again. */
  public static Refusal later(Kind kind, String detail, Duration retryAfter) {
    return new Refusal(kind, null, detail, retryAfter);
  }

  /** After how long to try again, or null. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  public Kind kind() {
    return kind;
  }

  /** The input field at fault, in the request's spelling, or null. */
  public @Nullable String field() {
    return field;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }
}
