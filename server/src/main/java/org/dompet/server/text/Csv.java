package org.dompet.server.text;

import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values as RFC 4180 has them, but for the line's end, which is that of Unix. */
public final class Csv {

  private Csv() {}

  public static String row(List<String> values) {
    return values.stream().map(Csv::value).collect(Collectors.joining(",", "", "\n"));
  }

  private static String value(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
