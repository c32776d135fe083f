package org.dompet.statement;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Reads a statement line by line, and refuses the first thing that it does not understand by its
 * line and column: half a statement proves nothing.
 */
final class StatementReader {
  /** The most lines of one statement, the header apart. */
  static final int MOST_LINES = 50_000;

  private static final String DATE = "date";
  private static final String AMOUNT = "amount";
  private static final String CURRENCY = "currency";
  private static final String REFERENCE = "reference";
  private static final String DESCRIPTION = "description";
  private static final List<String> REQUIRED = List.of(DATE, AMOUNT, CURRENCY);
  private static final Set<String> KNOWN = Set.of(DATE, AMOUNT, CURRENCY, REFERENCE, DESCRIPTION);

  private static final int LONGEST_TEXT = 200;
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  private final List<String> columns;

  private StatementReader(List<String> columns) {
    this.columns = columns;
  }

  /**
   * Reads all of it.
   *
   * @return how many lines it has
   * @throws Refusal naming line and column
   * @throws IOException if the source fails otherwise than by its characters
   */
  static int read(Reader source, Consumer<StatementLine> lines) throws IOException {
    CsvRecords records = null;
    try {
      records = new CsvRecords(source);
      StatementReader reader = new StatementReader(header(records.read()));
      int count = 0;
      for (List<String> fields = records.read(); fields != null; fields = records.read()) {
        if (++count > MOST_LINES) {
          throw refuse(records.line(), "is one more than the " + MOST_LINES + " of a statement");
        }
        lines.accept(reader.line(records.line(), fields));
      }
      if (count == 0) {
        throw refuse(1, "is the only one: there is nothing in the statement");
      }
      return count;
    } catch (CharacterCodingException notUtf8) {
      throw refuse(records == null ? 1 : records.line(), "or one soon after it is not UTF-8");
    }
  }

  private static List<String> header(@Nullable List<String> fields) {
    if (fields == null) {
      throw refuse(1, "is missing: there must be a header");
    }
    for (int i = 0; i < fields.size(); i++) {
      String name = fields.get(i);
      if (!KNOWN.contains(name)) {
        throw refuse(1, "has a column that is not known: " + shown(name));
      }
      if (fields.indexOf(name) != i) {
        throw refuse(1, "has a column twice: " + name);
      }
    }
    for (String name : REQUIRED) {
      if (!fields.contains(name)) {
        throw refuse(1, "has no column " + name);
      }
    }
    return List.copyOf(fields);
  }

  private StatementLine line(int number, List<String> fields) {
    if (fields.size() != columns.size()) {
      throw refuse(
          number, "has " + fields.size() + " fields, where the header has " + columns.size());
    }
    String date = required(number, fields, DATE);
    boolean wholeDay = DAY.matcher(date).matches();
    return new StatementLine(
        number,
        text(number, fields, REFERENCE),
        amount(number, fields),
        moment(number, date, wholeDay),
        wholeDay,
        text(number, fields, DESCRIPTION));
  }

  private Money amount(int number, List<String> fields) {
    String code = required(number, fields, CURRENCY);
    String decimal = required(number, fields, AMOUNT);
    try {
      Money amount = Money.of(decimal, Currency.of(code));
      if (amount.isZero()) {
        throw refuse(number, AMOUNT, "is zero");
      }
      return amount;
    } catch (Refusal refusal) {
      String field = refusal.field();
      throw field == null || field.startsWith("line ")
          ? refusal
          : refuse(number, field, refusal.detail());
    }
  }

  private static Instant moment(int number, String date, boolean wholeDay) {
    try {
      Instant moment =
          wholeDay
              ? LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(date).toInstant();
      if (!moment.isBefore(FIRST) && moment.isBefore(LAST)) {
        return moment;
      }
    } catch (DateTimeException unreadable) {
      // Refused below, like a moment out of range.
    }
    throw refuse(number, DATE, "is neither 2026-01-31 nor like 2026-01-31T12:00:00Z");
  }

  private String required(int number, List<String> fields, String column) {
    String value = fields.get(columns.indexOf(column));
    if (value.isEmpty()) {
      throw refuse(number, column, "is empty");
    }
    return value;
  }

  private @Nullable String text(int number, List<String> fields, String column) {
    int at = columns.indexOf(column);
    if (at < 0 || fields.get(at).isEmpty()) {
      return null;
    }
    String value = fields.get(at);
    if (value.length() > LONGEST_TEXT || value.indexOf('\0') >= 0) {
      throw refuse(number, column, "has more than " + LONGEST_TEXT + " characters, or a NUL");
    }
    return value;
  }

  private static Refusal refuse(int line, String detail) {
    return Refusal.of(Kind.INVALID_REQUEST, "line " + line, detail);
  }

  private static Refusal refuse(int line, String column, String detail) {
    return Refusal.of(Kind.INVALID_REQUEST, "line " + line + ", " + column, detail);
  }

  private static String shown(String name) {
    String line = name.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= 40 ? "\"" + line + "\"" : "\"" + line.substring(0, 40) + "…\"";
  }
}
