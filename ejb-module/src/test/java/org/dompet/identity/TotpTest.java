package org.dompet.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
  private static final Instant NOW = Instant.ofEpochSecond(1_111_111_111);

  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void makesTheCodesOfTheStandard(long seconds, String code) {
    assertThat(Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(seconds)))).isEqualTo(code);
  }

  @Test
  void takesTheCodeBeforeAndTheCodeAfterAndNoOther() {
    long now = Totp.step(NOW);
    for (long step = now - 1; step <= now + 1; step++) {
      assertThat(Totp.match(SECRET, Totp.code(SECRET, step), NOW)).hasValue(step);
    }
    assertThat(Totp.match(SECRET, Totp.code(SECRET, now - 2), NOW)).isEmpty();
    assertThat(Totp.match(SECRET, Totp.code(SECRET, now + 2), NOW)).isEmpty();
    assertThat(Totp.match(SECRET, "", NOW)).isEmpty();
    assertThat(Totp.match(SECRET, "050471 ", NOW)).isEmpty();
    assertThat(Totp.match(Totp.newSecret(), "no digits", NOW)).isEmpty();
  }

  @Test
  void isWrittenAsAuthenticatorsReadIt() {
    assertThat(Totp.base32(SECRET)).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assertThat(Totp.uri("Dompet", "mal ee@example.org", SECRET))
        .isEqualTo(
            "otpauth://totp/Dompet:mal%20ee%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=Dompet&algorithm=SHA1&digits=6&period=30");
    assertThat(Totp.base32("f".getBytes(StandardCharsets.US_ASCII))).isEqualTo("MY");
    assertThat(Totp.newSecret()).hasSize(20).isNotEqualTo(Totp.newSecret());
  }
}
