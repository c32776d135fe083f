package org.dompet.server.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

class ReasonTest {

  @Test
  void givesWordsToExceptionsThatOnlyNameAFile() {
    assertThat(Reason.of(new AccessDeniedException("/var"))).isEqualTo("permission denied: /var");
  }

  @Test
  void namesAnExceptionWithoutAMessage() {
    assertThat(Reason.of(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void findsTheBottomOfAChain() {
    assertThat(Reason.deepest(new RuntimeException("top", new RuntimeException("bottom\nat x"))))
        .isEqualTo("bottom");
  }

  @Test
  void prefersASentenceOfOurOwnToWhatCausedIt() {
    CannotRun ours = new CannotRun(ExitCode.USAGE, "ours", new RuntimeException("bottom"));

    assertThat(Reason.deepest(new RuntimeException("top", ours))).isEqualTo("ours");
  }

  @Test
  void staysASentence() {
    assertThat(Reason.of(new RuntimeException("x".repeat(5000)))).hasSize(401).endsWith("…");
  }

  @Test
  void joinsTheLinesOfAMessageThatNeedsThemAll() {
    assertThat(Reason.inOneLine(new RuntimeException("Validate failed\n\n  checksum of V1")))
        .isEqualTo("Validate failed checksum of V1");
  }
}
