package org.dompet.server.micro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.dompet.logging.LogFormat;
import org.dompet.logging.LogSettings;
import org.dompet.testing.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingLogTest {

  @TempDir private Path directory;

  private final SettableClock clock = new SettableClock(Instant.parse("2030-01-01T23:59:59Z"));
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();

  @Test
  void keepsTheNewestFilesAndWholeLines() throws IOException {
    try (RotatingLog log = log(directory.resolve("server.log"), 10, 2)) {
      for (String line : new String[] {"first line", "second ", "line", "third line", "fourth"}) {
        log.write(line.getBytes(UTF_8));
        log.write('\n');
      }
    }

    assertThat(directory.resolve("server.log")).hasContent("fourth\n");
    assertThat(directory.resolve("server.log.1")).hasContent("third line\n");
    assertThat(directory.resolve("server.log.2")).hasContent("second \nline\n");
    assertThat(directory.resolve("server.log.3")).doesNotExist();
  }

  @Test
  void continuesAnOlderFile() throws IOException {
    Path file = directory.resolve("server.log");
    for (String line : new String[] {"one\n", "two\n"}) {
      try (RotatingLog log = log(file, 100, 1)) {
        log.write(line.getBytes(UTF_8));
      }
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    }

    assertThat(file).hasContent("one\ntwo\n");
  }

  @Test
  void beginsANewFileEveryDay() throws IOException {
    Path file = directory.resolve("server.log");
    try (RotatingLog log = log(file, 1000, 3)) {
      log.write("monday, ".getBytes(UTF_8));
      clock.set(Instant.parse("2030-01-02T00:00:00Z"));
      log.write("ended on tuesday\n".getBytes(UTF_8));
      log.write("tuesday\n".getBytes(UTF_8));
    }
    assertThat(directory.resolve("server.log.1")).hasContent("monday, ended on tuesday\n");
    assertThat(file).hasContent("tuesday\n");
    // Also if it was not running then.
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    clock.set(Instant.parse("2030-01-05T10:00:00Z"));
    try (RotatingLog log = log(file, 1000, 3)) {
      log.write("friday\n".getBytes(UTF_8));
    }
    assertThat(directory.resolve("server.log.1")).hasContent("tuesday\n");
    assertThat(file).hasContent("friday\n");
  }

  @Test
  void showsAllOfItOnTheConsoleIfAsked() throws IOException {
    LogSettings settings = new LogSettings(LogFormat.TEXT, true, 1000, Duration.ofDays(1), 1);
    try (RotatingLog log =
        new RotatingLog(directory.resolve("server.log"), settings, clock, console)) {
      log.write("a line\n".getBytes(UTF_8));
    }
    assertThat(console).hasToString("a line\n");
    assertThat(directory.resolve("server.log")).hasContent("a line\n");
  }

  private RotatingLog log(Path file, long mostBytes, int files) throws IOException {
    return new RotatingLog(
        file,
        new LogSettings(LogFormat.TEXT, false, mostBytes, Duration.ofDays(1), files),
        clock,
        console);
  }

  @Test
  void takesTheFrameOffTheServersAnswer() {
    assertThat(
            MicroServer.sentence(
                "PlainTextActionReporterFAILUREDescription: deploy AdminCommandError occurred"
                    + " during deployment: no such thing. Please see server.log for more"
                    + " details.\n    [name=dompet\n"))
        .isEqualTo("Error occurred during deployment: no such thing.");
  }
}
