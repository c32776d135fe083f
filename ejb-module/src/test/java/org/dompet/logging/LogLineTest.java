package org.dompet.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LogLineTest {
  private static final LogContext CONTEXT =
      new LogContext(
          "r-1",
          "u-1",
          "w-1",
          "stripe:evt_1",
          "run-1",
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

  /** Every way into a line that a text can take. */
  private static final Map<String, Function<String, LogRecord>> PATHS = paths();

  private static Map<String, Function<String, LogRecord>> paths() {
    Map<String, Function<String, LogRecord>> paths = new LinkedHashMap<>();
    paths.put("message", LogLineTest::record);
    paths.put(
        "parameter",
        text -> {
          LogRecord record = record("It was {0}");
          record.setParameters(new Object[] {text});
          return record;
        });
    paths.put("logger", text -> named(record("m"), text));
    paths.put("exception", text -> thrown(new IllegalStateException(text)));
    paths.put(
        "cause",
        text -> thrown(new IllegalStateException("a", new RuntimeException("b", new Error(text)))));
    paths.put(
        "suppressed",
        text -> {
          IllegalStateException outer = new IllegalStateException("a");
          outer.addSuppressed(new RuntimeException(text));
          return thrown(outer);
        });
    return paths;
  }

  @TestFactory
  Stream<DynamicTest> noSecretPassesOnAnyPath() {
    return Shapes.all().entrySet().stream()
        .flatMap(
            shape ->
                Arrays.stream(LogFormat.values())
                    .map(
                        format ->
                            dynamicTest(
                                shape.getKey() + ", " + format,
                                () -> passesNowhere(format, shape.getValue()))));
  }

  private static void passesNowhere(LogFormat format, Shapes.Shape shape) {
    LogLine lines = new LogLine(format);
    PATHS.forEach(
        (path, record) ->
            assertThat(lines.line(record.apply(shape.text()), CONTEXT, "t"))
                .as(path)
                .doesNotContain(shape.secret())
                .contains(format == LogFormat.JSON ? "\"requestId\":\"r-1\"" : "requestId=r-1"));
    LogRecord record = record("m");
    assertThat(lines.line(record, CONTEXT, shape.text())).doesNotContain(shape.secret());
    LogContext secret = LogContext.of(field -> field.equals("runId") ? "run" : shape.text());
    assertThat(lines.line(record, secret, "t")).doesNotContain(shape.secret());
  }

  @Test
  void isOneObjectInJsonWhateverIsSent() {
    String nasty = "a\"b\\c\n{\"level\":\"INFO\"}\r\u0000\u001b[31m\u2028\u202e\ud800 ☃";
    PATHS.forEach(
        (path, record) -> {
          String line = new LogLine(LogFormat.JSON).line(record.apply(nasty), CONTEXT, nasty);
          assertThat(line).as(path).endsWith("}\n");
          assertThat(line.strip().lines()).as(path).hasSize(1);
          JsonObject object = Json.createReader(new StringReader(line)).readObject();
          assertThat(object.getString("level")).isEqualTo("WARN");
          assertThat(object.getString("thread")).startsWith("a\"b\\c\n").endsWith("☃");
          assertThat(line).doesNotContainPattern("[\\p{Cntrl}&&[^\n]]|\u2028|\u202e");
        });
  }

  @Test
  void hasTheAgreedFields() {
    LogRecord record = thrown(new IllegalStateException("Broken"));
    record.setMessage("Failed");
    record.setInstant(Instant.parse("2030-01-02T03:04:05.678901Z"));
    JsonObject line =
        Json.createReader(
                new StringReader(new LogLine(LogFormat.JSON).line(record, CONTEXT, "main")))
            .readObject();
    assertThat(line.keySet())
        .containsExactly(
            "time",
            "level",
            "logger",
            "message",
            "thread",
            "requestId",
            "userId",
            "walletId",
            "providerEventId",
            "runId",
            "traceId",
            "exception");
    assertThat(line.getString("time")).isEqualTo("2030-01-02T03:04:05.678Z");
    assertThat(line.getString("exception"))
        .startsWith("java.lang.IllegalStateException: Broken\n  at org.dompet.logging.LogLineTest");
  }

  @Test
  void textHasNoLineThatSomebodyElseMade() {
    String forged = "x\n2030-01-01T00:00:00.000Z INFO  [main] org.dompet.AUDIT forged\r\tend";
    PATHS.forEach(
        (path, record) -> {
          String text = new LogLine(LogFormat.TEXT).line(record.apply(forged), CONTEXT, forged);
          assertThat(text.lines().skip(1)).as(path).allMatch(line -> line.startsWith("    | "));
          assertThat(text).as(path).doesNotContainPattern("[\\p{Cntrl}&&[^\n]]");
        });
  }

  @Test
  void readsLikeThis() {
    LogRecord record = named(record("Sent {0}"), "org.dompet.X");
    record.setParameters(new Object[] {3});
    record.setInstant(Instant.parse("2030-01-02T03:04:05Z"));
    assertThat(new LogLine(LogFormat.TEXT).line(record, LogContext.ofRequest("r-1"), "main"))
        .isEqualTo("2030-01-02T03:04:05.000Z WARN  [main] org.dompet.X {requestId=r-1} Sent 3\n");
    record.setLevel(Level.SEVERE);
    assertThat(new LogLine(LogFormat.TEXT).line(record, LogContext.NONE, "main"))
        .isEqualTo("2030-01-02T03:04:05.000Z ERROR [main] org.dompet.X Sent 3\n");
  }

  @Test
  void survivesWhatCannotSayWhatItIs() {
    LogRecord record = thrown(new Mute());
    record.setLoggerName(null);
    record.setMessage(null);
    assertThat(new LogLine(LogFormat.TEXT).line(record, LogContext.NONE, "main"))
        .contains("    | " + Mute.class.getName());
    IllegalStateException first = new IllegalStateException("1");
    first.initCause(new IllegalStateException("2", first));
    assertThat(new LogLine(LogFormat.JSON).line(thrown(first), LogContext.NONE, "main"))
        .containsOnlyOnce("IllegalStateException: 1");
  }

  @Test
  void cutsWhatIsTooLong() {
    assertThat(new LogLine(LogFormat.TEXT).line(record("x ".repeat(500_000)), CONTEXT, "main"))
        .hasSizeLessThan(20_000);
  }

  private static LogRecord record(String message) {
    return named(new LogRecord(Level.WARNING, message), "org.dompet.X");
  }

  private static LogRecord named(LogRecord record, String logger) {
    record.setLoggerName(logger);
    return record;
  }

  private static LogRecord thrown(Throwable thrown) {
    LogRecord record = record("It failed");
    record.setThrown(thrown);
    return record;
  }

  private static final class Mute extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException();
    }
  }
}
