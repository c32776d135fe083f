package org.dompet.logging;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes one line of a record: redacted, and with every control character written out, so that
 * nobody can make a line of his own by what he sends. In text, the context stands before the
 * message for the same reason; lines of an exception follow, each marked as such.
 */
final class LogLine extends Formatter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Characters of one message, or of one exception's, that are kept. */
  private static final int LONGEST = 16_384;

  private final LogFormat format;

  LogLine(LogFormat format) {
    this.format = format;
  }

  @Override
  public String format(LogRecord record) {
    return RootLog.isFinished(record)
        ? record.getMessage()
        : line(record, LogContext.current(), Thread.currentThread().getName());
  }

  String line(LogRecord record, LogContext context, String thread) {
    return format == LogFormat.JSON ? json(record, context, thread) : text(record, context, thread);
  }

  private String json(LogRecord record, LogContext context, String thread) {
    StringBuilder line = new StringBuilder(256);
    line.append("{\"time\":\"").append(TIME.format(record.getInstant())).append('"');
    field(line, "level", level(record));
    field(line, "logger", clean(record.getLoggerName()));
    field(line, "message", clean(formatMessage(record)));
    field(line, "thread", clean(thread));
    tell(context, (name, value) -> field(line, name, clean(value)));
    if (record.getThrown() != null) {
      field(line, "exception", String.join("\n", Trace.of(record.getThrown(), LogLine::clean)));
    }
    return line.append("}\n").toString();
  }

  private static void field(StringBuilder line, String name, String value) {
    line.append(",\"").append(name).append("\":\"");
    Escapes.json(line, value);
    line.append('"');
  }

  private String text(LogRecord record, LogContext context, String thread) {
    StringBuilder line = new StringBuilder(256);
    line.append(TIME.format(record.getInstant())).append(' ');
    line.append(String.format(Locale.ROOT, "%-5s", level(record))).append(" [");
    Escapes.text(line, clean(thread));
    line.append("] ");
    Escapes.text(line, clean(record.getLoggerName()));
    line.append(' ');
    if (!context.equals(LogContext.NONE)) {
      int start = line.length();
      tell(
          context,
          (name, value) -> {
            line.append(line.length() == start ? "{" : ", ").append(name).append('=');
            Escapes.text(line, clean(value));
          });
      line.append("} ");
    }
    Escapes.text(line, clean(formatMessage(record)));
    line.append('\n');
    if (record.getThrown() != null) {
      for (String part : Trace.of(record.getThrown(), LogLine::clean)) {
        line.append("    | ");
        Escapes.text(line, part);
        line.append('\n');
      }
    }
    return line.toString();
  }

  /** In the log, a trace's id is enough. */
  private static void tell(LogContext context, BiConsumer<String, String> fields) {
    context.forEach(
        (name, value) -> {
          if (!name.equals("traceparent")) {
            fields.accept(name, value);
          }
        });
    @Nullable String trace = context.traceId();
    if (trace != null) {
      fields.accept("traceId", trace);
    }
  }

  private static String level(LogRecord record) {
    int level = record.getLevel().intValue();
    if (level >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    if (level >= Level.WARNING.intValue()) {
      return "WARN";
    }
    return level >= Level.INFO.intValue() ? "INFO" : "DEBUG";
  }

  private static String clean(@Nullable String text) {
    String clean = Redaction.of(text == null ? "" : text);
    return clean.length() <= LONGEST
        ? clean
        : clean.substring(0, LONGEST) + "… (" + (clean.length() - LONGEST) + " more)";
  }
}
