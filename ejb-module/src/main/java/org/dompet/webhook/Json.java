package org.dompet.webhook;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** Reads JSON that others wrote, by paths such as {@code data.object.id}. */
final class Json {
  private static final JsonReaderFactory READERS =
      JsonProvider.provider().createReaderFactory(Map.of());
  private static final long LAST_SECOND = 253_402_300_799L;

  private Json() {}

  /**
   * Reads a body, which must be an object in UTF-8.
   *
   * @throws Refusal {@link Kind#INVALID_REQUEST}
   */
  static JsonObject object(byte[] body) {
    try (JsonReader reader =
        READERS.createReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8)) {
      return reader.readObject();
    } catch (RuntimeException | StackOverflowError unreadable) {
      // Not only JsonException: too deep a nesting is another.
      throw Refusal.of(Kind.INVALID_REQUEST, "The body is not a JSON object");
    }
  }

  /** Reads what is in the database. */
  static JsonObject object(String text) {
    try (JsonReader reader = READERS.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  /** The text, or the whole number as text, at a path; null if there is none, or it is empty. */
  static @Nullable String text(JsonObject object, String path) {
    JsonValue value = value(object, path);
    if (value instanceof JsonString text) {
      return text.getString().isEmpty() ? null : text.getString();
    }
    return value instanceof JsonNumber number && number.isIntegral() ? number.toString() : null;
  }

  /**
   * The text at a path.
   *
   * @throws Refusal naming it if there is none
   */
  static String required(JsonObject object, String path) {
    String text = text(object, path);
    if (text == null) {
      throw Refusal.of(Kind.INVALID_REQUEST, path, "is missing");
    }
    return text;
  }

  /** The seconds since 1970 at a path, as a moment. */
  static @Nullable Instant seconds(JsonObject object, String path) {
    if (value(object, path) instanceof JsonNumber number && number.isIntegral()) {
      try {
        long seconds = number.longValueExact();
        if (seconds >= 0 && seconds <= LAST_SECOND) {
          return Instant.ofEpochSecond(seconds);
        }
      } catch (ArithmeticException tooLarge) {
        return null;
      }
    }
    return null;
  }

  /** The moment at a path, as RFC 3339 writes it. */
  static @Nullable Instant moment(JsonObject object, String path) {
    String text = text(object, path);
    if (text == null) {
      return null;
    }
    try {
      Instant moment = OffsetDateTime.parse(text).toInstant();
      return moment.isBefore(Instant.EPOCH) || moment.getEpochSecond() > LAST_SECOND
          ? null
          : moment;
    } catch (DateTimeException unreadable) {
      return null;
    }
  }

  /**
   * What must be there.
   *
   * @throws Refusal naming the field if it isn't
   */
  static Instant required(@Nullable Instant moment, String path) {
    if (moment == null) {
      throw Refusal.of(Kind.INVALID_REQUEST, path, "is not a moment");
    }
    return moment;
  }

  private static @Nullable JsonValue value(JsonObject object, String path) {
    JsonValue at = object;
    for (String name : path.split("\\.", -1)) {
      at = at instanceof JsonObject inner ? inner.get(name) : null;
    }
    return at;
  }
}
