package org.dompet.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  @TestFactory
  Stream<DynamicTest> takesOutEveryShape() {
    return Shapes.all().entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () -> {
                      Shapes.Shape shape = entry.getValue();
                      assertThat(shape.text()).contains(shape.secret());
                      assertThat(Redaction.of(shape.text())).doesNotContain(shape.secret());
                      assertThat(Redaction.of("before " + shape.text() + "\nafter"))
                          .startsWith("before ")
                          .doesNotContain(shape.secret());
                    }));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Event 0190a6f4-7b1c-7f3e-9a52-6f2c1d4e8b90 of stripe failed (RETRIED): it is too early",
        "Ledger writer running: true; 451 bytes of public keys; Telegram: true",
        "Transfer of 1234567890123.45 THB between 12345678-1234-7234-8234-123456789012 and another",
        "dompet.webhook.stripe.secrets is not set: every webhook of stripe is refused",
        "Payara Micro 6.2025.10 #badassmicrofish (build 3) ready in 12,345 (ms)",
        "order evt_1N2x3Y of 2026-11-21T10:00:00.123456Z took 1700000000000 ns, trace 4bf92f3577b34da6",
        "org.dompet.identity.AccessTokens$Verified at AccessTokens.java:42",
      })
  void leavesAloneWhatIsNoSecret(String text) {
    assertThat(Redaction.of(text)).isEqualTo(text);
  }

  @Test
  void doesNotTakeItsTimeOverWhateverIsSent() {
    for (String piece :
        new String[] {
          "a", "password", "eyJ", "1", "4 ", "a@", "://a:", "=", "\\\"", "-----BEGIN "
        }) {
      String text = piece.repeat(200_000 / piece.length());
      Assertions.assertTimeout(Duration.ofSeconds(5), () -> Redaction.of(text), piece);
    }
  }
}
