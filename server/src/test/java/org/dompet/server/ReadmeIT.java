package org.dompet.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The session that the README shows a newcomer, run as it is printed. */
class ReadmeIT {
  private static final long PATIENCE_SECONDS = 180;

  private static final Path HOME = Path.of(System.getProperty("dompet.command")).getParent();

  @TempDir private Path directory;

  @Test
  void signsInSendsMoneyAndShowsWhatHappened() throws Exception {
    Path var = directory.resolve("var");
    int port = RunningDompet.freePort();
    try (RunningDompet dompet =
        RunningDompet.run("start", "--demo", "--port=" + port, "--var=" + var)) {
      dompet.awaitLine("Dompet is ready: ");

      String output = run(session().replace(":8080/", ":" + port + "/"), var);

      assertThat(output)
          .contains("\"available\":\"10000.00\"")
          .contains("\"status\":\"COMPLETED\"")
          .contains("\"amount\":\"-12.50\"")
          .contains("\"available\":\"9987.50\"")
          .contains("\"available\":\"275.000000\"")
          .contains("9 balanced, 0 not")
          .contains("head: ")
          .doesNotContain("/problems/");
    }
  }

  private static String session() throws IOException {
    Matcher block =
        Pattern.compile("```bash\n(API=.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(HOME.resolve("README.md")));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  private String run(String script, Path var) throws IOException, InterruptedException {
    Path log = directory.resolve("session.log");
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
            .directory(HOME.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    bash.environment().put("DOMPET_VAR", var.toString());
    bash.environment().put("DOMPET_BUILD", "never");
    if (!hasCurl()) {
      bash.environment()
          .merge("PATH", standInForCurl().toString(), (path, own) -> own + ":" + path);
    }
    Process session = bash.start();
    boolean ended = session.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    session.destroyForcibly();
    assertThat(ended).as(Files.readString(log, UTF_8)).isTrue();
    int exit = session.exitValue();
    String output = Files.readString(log, UTF_8);
    assertThat(exit).as(output).isZero();
    return output;
  }

  private static boolean hasCurl() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));
  }

  /**
   * Tests need nothing but a JDK: where there is no curl, Java does what the session asks of it.
   */
  private Path standInForCurl() throws IOException {
    Path source = Path.of("src/test/resources/Curl.java").toAbsolutePath();
    Path curl = Files.createDirectory(directory.resolve("bin")).resolve("curl");
    Files.writeString(
        curl,
        "#!/bin/sh\nexec '"
            + System.getProperty("java.home")
            + "/bin/java' '"
            + source
            + "' \"$@\"\n");
    assertThat(curl.toFile().setExecutable(true)).isTrue();
    return curl.getParent();
  }
}
