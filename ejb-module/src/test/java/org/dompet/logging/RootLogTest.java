package org.dompet.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RootLogTest {
  private static final Logger ROOT = Logger.getLogger("");

  private final List<LogRecord> waiting = new ArrayList<>();
  private final StreamHandler server =
      new StreamHandler(new ByteArrayOutputStream(), new SimpleFormatter()) {
        @Override
        public synchronized void publish(LogRecord record) {
          // As some servers do: written later, by another thread.
          waiting.add(record);
        }
      };

  @BeforeEach
  void aServersHandler() {
    ROOT.addHandler(server);
  }

  @AfterEach
  void remove() {
    ROOT.removeHandler(server);
  }

  @Test
  void writesOurLinesWithTheContextOfTheThreadThatLogs() {
    try (RootLog log = RootLog.install(LogFormat.JSON)) {
      assertThat(log).isNotNull();
      LogContext.ofRequest("r-1").run(() -> Logger.getLogger("a").warning("{not a pattern}"));
      Logger.getLogger("a").log(Level.WARNING, "password={0}", "hunter2");
      assertThat(written())
          .contains("\"message\":\"{not a pattern}\"")
          .contains("\"requestId\":\"r-1\"")
          .doesNotContain("hunter2");
      assertThat(written().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"time\":"));
    }
  }

  @Test
  void standsInFrontOfAnother() {
    try (RootLog outer = RootLog.install(LogFormat.TEXT);
        RootLog inner = RootLog.install(LogFormat.JSON)) {
      assertThat(inner).isNotSameAs(outer);
      Logger.getLogger("a").warning("once");
      assertThat(written().lines()).hasSize(1).allMatch(line -> line.startsWith("{\"time\":"));
    }
  }

  @Test
  void givesTheHandlersBackAsTheyWere() {
    Handler[] before = ROOT.getHandlers();
    RootLog.install(LogFormat.JSON).close();
    assertThat(ROOT.getHandlers()).containsExactlyInAnyOrder(before);
    assertThat(server.getFormatter()).isInstanceOf(SimpleFormatter.class);
  }

  @Test
  void writesWhatAThreadDiesOfWithoutItsSecrets() throws InterruptedException {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    try (RootLog log = RootLog.install(LogFormat.TEXT)) {
      assertThat(log).isNotNull();
      Thread thread =
          new Thread(
              () -> {
                throw new IllegalStateException("password=hunter2");
              },
              "fragile");
      thread.start();
      thread.join();
      assertThat(written())
          .contains("The thread fragile died", "IllegalStateException")
          .doesNotContain("hunter2");
    }
    assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(before);
  }

  private String written() {
    StringBuilder lines = new StringBuilder();
    Thread writer =
        new Thread(
            () -> waiting.forEach(record -> lines.append(server.getFormatter().format(record))));
    writer.start();
    try {
      writer.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return lines.toString();
  }
}
