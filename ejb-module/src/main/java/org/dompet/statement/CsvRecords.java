package org.dompet.statement;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Reads comma-separated values as RFC 4180 has them, record by record, and holds one at a time.
 * Lines end with LF or CRLF; a quoted field may have commas, quotes (doubled) and line ends.
 */
final class CsvRecords {
  private static final int MOST_FIELDS = 50;
  private static final int LONGEST_FIELD = 1_000;
  private static final int END = -1;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final Reader source;
  private int next;
  private int line = 1;
  private int start = 1;

  /**
   * @param source should be buffered: it is read character by character
   */
  CsvRecords(Reader source) throws IOException {
    this.source = source;
    this.next = source.read();
    if (next == BYTE_ORDER_MARK) {
      next = source.read();
    }
  }

  /** The line that the last record began on; the first is 1. */
  int line() {
    return start;
  }

  /**
   * The next record; null at the end. Empty lines are passed over.
   *
   * @throws Refusal naming the line, if a quote is misplaced or something is too long
   */
  @Nullable List<String> read() throws IOException {
    while (next == '\n' || next == '\r') {
      take();
    }
    if (next == END) {
      return null;
    }
    start = line;
    List<String> fields = new ArrayList<>();
    boolean more = true;
    while (more) {
      if (fields.size() == MOST_FIELDS) {
        throw refuse("has more than " + MOST_FIELDS + " fields");
      }
      fields.add(next == '"' ? quoted() : plain());
      more = next == ',';
      if (more) {
        take();
      }
    }
    return fields;
  }

  private String plain() throws IOException {
    StringBuilder field = new StringBuilder();
    while (next != ',' && !atLineEnd()) {
      if (next == '"') {
        throw refuse("has a quote within a field that does not begin with one");
      }
      append(field);
    }
    return field.toString().strip();
  }

  private String quoted() throws IOException {
    StringBuilder field = new StringBuilder();
    take();
    while (true) {
      if (next == END) {
        throw refuse("has a quote that is never closed");
      }
      if (next == '"') {
        take();
        if (next != '"') {
          break;
        }
      }
      append(field);
    }
    if (next != ',' && !atLineEnd()) {
      throw refuse("has something between a closing quote and the comma");
    }
    return field.toString().strip();
  }

  private void append(StringBuilder field) throws IOException {
    if (field.length() == LONGEST_FIELD) {
      throw refuse("has a field of more than " + LONGEST_FIELD + " characters");
    }
    field.append((char) next);
    take();
  }

  private boolean atLineEnd() {
    return next == '\n' || next == '\r' || next == END;
  }

  private void take() throws IOException {
    if (next == '\n') {
      line++;
    }
    next = source.read();
  }

  private Refusal refuse(String detail) {
    return Refusal.of(Kind.INVALID_REQUEST, "line " + start, detail);
  }
}
