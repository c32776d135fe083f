package org.dompet.web.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.regex.Pattern;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** Reads what comes in paths, queries and bodies as text. */
public final class Input {
  private static final int DEFAULT_LIMIT = 50;
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  private Input() {}

  /**
   * The id in a path.
   *
   * @throws Refusal {@link Kind#NOT_FOUND}: what isn't an id is nobody's id
   */
  public static UUID id(String text) {
    if (!UUID_TEXT.matcher(text).matches()) {
      throw Refusal.of(Kind.NOT_FOUND, "There is nothing with that id");
    }
    return UUID.fromString(text);
  }

  /** The id in a field. */
  public static UUID id(String field, String text) {
    if (!UUID_TEXT.matcher(text).matches()) {
      throw Refusal.of(Kind.INVALID_REQUEST, field, "is not a UUID");
    }
    return UUID.fromString(text);
  }

  /** A moment as RFC 3339 writes it, between 1970 and 9999. */
  public static Instant instant(String field, String text) {
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      if (!instant.isBefore(FIRST) && instant.isBefore(LAST)) {
        return instant;
      }
    } catch (DateTimeException unreadable) {
      // Refused below, like a moment out of range.
    }
    throw Refusal.of(
        Kind.INVALID_REQUEST, field, "is not a moment like 2026-01-31T12:00:00Z, from 1970 on");
  }

  /** A page's size: 1 to the most, 50 if nothing is said. */
  public static int limit(@Nullable String text, int most) {
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    long limit = text.matches("[0-9]{1,6}") ? Long.parseLong(text) : 0;
    if (limit < 1 || limit > most) {
      throw Refusal.of(Kind.INVALID_REQUEST, "limit", "is not between 1 and " + most);
    }
    return (int) limit;
  }

  /** A whole number above zero. */
  public static long positive(String field, String text) {
    long number = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    if (number < 1) {
      throw Refusal.of(Kind.INVALID_REQUEST, field, "is not one that a list gave");
    }
    return number;
  }
}
