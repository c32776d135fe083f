package org.dompet.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswerLimitTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  void letsAnAnswerOfThatLengthThrough() throws Exception {
    assertThat(answer(10, 10, PATIENCE).readAllBytes()).hasSize(10);
  }

  @Test
  void endsALongerOne() {
    assertThatThrownBy(() -> answer(11, 10, PATIENCE).readAllBytes())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too long");
  }

  @Test
  void endsOneByteByByte() throws Exception {
    InputStream answer = answer(3, 2, PATIENCE);
    assertThat(answer.read()).isZero();
    assertThat(answer.read()).isZero();
    assertThatThrownBy(answer::read).isInstanceOf(IOException.class);
  }

  @Test
  void endsOneThatDrips() {
    assertThatThrownBy(() -> answer(10, 10, Duration.ofNanos(-1)).readAllBytes())
        .isInstanceOf(SocketTimeoutException.class);
  }

  private static InputStream answer(int length, int most, Duration patience) {
    return new AnswerLimit(most, patience).limited(new ByteArrayInputStream(new byte[length]));
  }
}
