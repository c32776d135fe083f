package org.dompet.web.request;

import java.util.ArrayList;
import java.util.List;

/** The header {@code Forwarded} of RFC 7239, as far as it says whom a request came from. */
final class Forwarded {
  private Forwarded() {}

  /**
   * Who each proxy was called by, the first one first; without ports and brackets. What is hidden
   * ({@code unknown}, {@code _gateway}) or unreadable stands there as it is: it is no address.
   */
  static List<String> hops(List<String> headers) {
    List<String> hops = new ArrayList<>();
    for (String element : split(String.join(",", headers), ',')) {
      String who = "unknown";
      for (String pair : split(element, ';')) {
        int equals = pair.indexOf('=');
        if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase("for")) {
          who = node(pair.substring(equals + 1).strip());
        }
      }
      hops.add(who);
    }
    return hops;
  }

  /** {@code 192.0.2.1}, {@code "192.0.2.1:80"}, {@code "[2001:db8::1]:4711"}. */
  private static String node(String value) {
    String text =
        value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
            ? value.substring(1, value.length() - 1)
            : value;
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end < 0 ? text : text.substring(1, end);
    }
    int port = text.indexOf(':');
    return port < 0 ? text : text.substring(0, port);
  }

  /** At a separator that is not within quotes. */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '"') {
        quoted = !quoted;
      } else if (text.charAt(i) == separator && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
