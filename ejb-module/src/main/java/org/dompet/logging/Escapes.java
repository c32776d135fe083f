package org.dompet.logging;

/** Writes out what could end a line, steer a terminal or turn its text around. */
final class Escapes {
  private Escapes() {}

  /** As a JSON string's content. */
  static void json(StringBuilder to, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> to.append("\\\"");
        case '\\' -> to.append("\\\\");
        case '\n' -> to.append("\\n");
        case '\t' -> to.append("\\t");
        default -> plain(to, text, i);
      }
    }
  }

  /** As a part of a line for people. */
  static void text(StringBuilder to, String text) {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '\n' -> to.append("\\n");
        case '\r' -> to.append("\\r");
        case '\t' -> to.append("\\t");
        default -> plain(to, text, i);
      }
    }
  }

  private static void plain(StringBuilder to, String text, int at) {
    char c = text.charAt(at);
    if (Character.isISOControl(c) || isFormatting(c) || isBroken(text, at)) {
      to.append("\\u").append(Character.forDigit(c >> 12, 16));
      to.append(Character.forDigit(c >> 8 & 15, 16));
      to.append(Character.forDigit(c >> 4 & 15, 16)).append(Character.forDigit(c & 15, 16));
    } else {
      to.append(c);
    }
  }

  /** Ends of lines and paragraphs, and what turns the direction of text. */
  private static boolean isFormatting(char c) {
    return c == '\u2028'
        || c == '\u2029'
        || (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069')
        || c == '\u200e'
        || c == '\u200f'
        || c == '\ufeff';
  }

  /** Half of a character, which no encoding can write. */
  private static boolean isBroken(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
