package org.dompet.server.text;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON of what the command prints: objects and lists of texts, whole numbers, truths, nothing. */
public final class Json {

  private Json() {}

  /** An object on one line; its fields in the order of the map. */
  public static String object(Map<String, ? extends @Nullable Object> fields) {
    return value(fields);
  }

  private static String value(@Nullable Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return String.valueOf(value);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Json::value).collect(Collectors.joining(",", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(field -> text(String.valueOf(field.getKey())) + ":" + value(field.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    return text(value.toString());
  }

  private static String text(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\n' -> json.append("\\n");
        default -> {
          if (c < 0x20 || c == 0x7f || (Character.isSurrogate(c) && isAlone(text, i))) {
            json.append(String.format("\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.append('"').toString();
  }

  /** Half a letter: UTF-8 has no room for it. */
  private static boolean isAlone(String text, int at) {
    char c = text.charAt(at);
    return Character.isHighSurrogate(c)
        ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
        : at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
  }
}
