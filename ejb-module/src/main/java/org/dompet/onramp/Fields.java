package org.dompet.onramp;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.Optional;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a provider sent, and refuses what does not say what it must: sending it again would
 * not mend it.
 */
public final class Fields {
  private static final int MOST_DIGITS = 60;

  private final JsonObject object;
  private final String path;

  private Fields(JsonObject object, String path) {
    this.object = object;
    this.path = path;
  }

  public static Fields of(JsonObject payload) {
    return new Fields(payload, "");
  }

  /** The object in a field. */
  public Fields object(String name) {
    if (object.get(name) instanceof JsonObject inner) {
      return new Fields(inner, path + name + ".");
    }
    throw refuse(name, "is not an object");
  }

  /** The text in a field. */
  public String text(String name) {
    return optional(name).orElseThrow(() -> refuse(name, "is not text"));
  }

  /** The text in a field, if there is text in it. */
  public Optional<String> optional(String name) {
    return object.get(name) instanceof JsonString text && !text.getString().isEmpty()
        ? Optional.of(text.getString())
        : Optional.empty();
  }

  /** The number in a field, exactly as it was written. */
  public BigDecimal number(String name) {
    @Nullable JsonValue value = object.get(name);
    if (value instanceof JsonNumber number) {
      BigDecimal decimal = number.bigDecimalValue();
      // An exponent can make a small text a number that fills the memory.
      if (decimal.precision() <= MOST_DIGITS && Math.abs(decimal.scale()) <= MOST_DIGITS) {
        return decimal;
      }
    }
    throw refuse(name, "is not a number, or too long a one");
  }

  /** The whole number in a field. */
  public long whole(String name) {
    try {
      return number(name).longValueExact();
    } catch (ArithmeticException fraction) {
      throw refuse(name, "is not a whole number");
    }
  }

  private Refusal refuse(String name, String detail) {
    return Refusal.of(Kind.INVALID_REQUEST, path + name, detail);
  }
}
