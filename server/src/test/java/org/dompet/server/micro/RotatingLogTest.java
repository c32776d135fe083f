package org.dompet.server.micro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingLogTest {

  @TempDir private Path directory;

  @Test
  void keepsTheNewestFilesAndWholeLines() throws IOException {
    try (RotatingLog log = new RotatingLog(directory.resolve("server.log"), 10, 2)) {
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
      try (RotatingLog log = new RotatingLog(file, 100, 1)) {
        log.write(line.getBytes(UTF_8));
      }
    }

    assertThat(file).hasContent("one\ntwo\n");
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
