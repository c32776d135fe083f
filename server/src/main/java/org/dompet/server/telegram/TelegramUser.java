package org.dompet.server.telegram;

import org.jspecify.annotations.Nullable;

/**
 * A person as Telegram describes one to a Mini App.
 *
 * @param id Telegram's number, positive
 * @param username without the at sign; null for people who have none
 * @param language an IETF tag such as {@code en}
 */
public record TelegramUser(long id, String name, @Nullable String username, String language) {

  /** The JSON text that Telegram puts into the field {@code user}. */
  String toJson() {
    StringBuilder json = new StringBuilder("{\"id\":").append(id);
    field(json, "first_name", name);
    if (username != null) {
      field(json, "username", username);
    }
    field(json, "language_code", language);
    return json.append('}').toString();
  }

  private static void field(StringBuilder json, String key, String value) {
    json.append(",\"").append(key).append("\":\"");
    value
        .chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
              } else if (c < ' ') {
                json.append("\\u%04x".formatted(c));
              } else {
                json.append((char) c);
              }
            });
    json.append('"');
  }
}
