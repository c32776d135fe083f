package org.dompet.web.json;

import java.util.Objects;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** What a request's records ask of their components: JSON may leave out any of them. */
public final class Required {
  private Required() {}

  /**
   * Not missing and not null.
   *
   * @throws Refusal naming the field
   */
  public static <T> T field(String name, @Nullable T value) {
    if (value == null) {
      throw Refusal.of(Kind.INVALID_REQUEST, name, "is missing");
    }
    return Objects.requireNonNull(value);
  }

  /**
   * Text that is there.
   *
   * @throws Refusal naming the field, also for empty text
   */
  public static String text(String name, @Nullable String value) {
    if (field(name, value).isEmpty()) {
      throw Refusal.of(Kind.INVALID_REQUEST, name, "is empty");
    }
    return Objects.requireNonNull(value);
  }
}
