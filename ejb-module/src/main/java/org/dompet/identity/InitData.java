package org.dompet.identity;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The query string that Telegram hands to a Mini App, taken apart as <a
 * href="https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app">Telegram
 * describes</a>: split first, decoded once, every field at most once.
 */
record InitData(SortedMap<String, String> fields) {
  private static final int MAX_LENGTH = 16_384;
  private static final int MAX_FIELDS = 50;

  /** It is not a query string of the right kind. Says why for the audit log, without the data. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String why) {
      super(why, null, false, false);
    }
  }

  static InitData parse(String raw) throws Malformed {
    if (raw.isEmpty() || raw.length() > MAX_LENGTH) {
      throw new Malformed("length");
    }
    String[] pairs = raw.split("&", -1);
    if (pairs.length > MAX_FIELDS) {
      throw new Malformed("too many fields");
    }
    SortedMap<String, String> fields = new TreeMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        throw new Malformed("field without a name");
      }
      String name = decode(pair.substring(0, equals));
      if (fields.put(name, decode(pair.substring(equals + 1))) != null) {
        throw new Malformed("repeated field");
      }
    }
    return new InitData(fields);
  }

  @Nullable String get(String name) {
    return fields.get(name);
  }

  /** {@code key=value} lines in the order of their keys, without some of them. */
  String checkString(Set<String> without) {
    return fields.entrySet().stream()
        .filter(field -> !without.contains(field.getKey()))
        .map(Map.Entry::toString)
        .collect(Collectors.joining("\n"));
  }

  /** Percent-decoding, once, strictly: what isn't UTF-8 is refused, not replaced. */
  private static String decode(String text) throws Malformed {
    ByteBuffer bytes = ByteBuffer.allocate(text.length() * 4);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
        int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          throw new Malformed("percent-encoding");
        }
        bytes.put((byte) ((high << 4) | low));
        i += 2;
      } else if (c == '+') {
        bytes.put((byte) ' ');
      } else if (c < 0x80) {
        bytes.put((byte) c);
      } else {
        throw new Malformed("character outside ASCII");
      }
    }
    bytes.flip();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new Malformed("encoding");
    }
  }
}
