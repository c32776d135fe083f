package org.dompet.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.dompet.configuration.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The signatures here were made by OpenSSL: {@code (printf '1769860800.'; cat body) | openssl dgst
 * -sha256 -hmac whsec_one}.
 */
class TimedSignatureTest {
  private static final Instant SIGNED = Instant.ofEpochSecond(1_769_860_800L);
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final List<String> SECRET = List.of("whsec_one");
  private static final String BODY =
      "{\"id\":\"evt_1\",\"type\":\"checkout.session.completed\",\"created\":1769860800,\"data\":"
          + "{\"object\":{\"id\":\"cs_1\",\"client_reference_id\":\"01a1fd25-7b54-7000-8847-03a512b5bec7\"}}}";
  private static final String BY_ONE =
      "2b3afd180827eedde9a95999a6d54413be96acbee1622922b4a3d50d80f1146e";
  private static final String BY_TWO =
      "7f42b85e90c8bae4c0c8fc314bfe90335c44ca378abd102897656746056a6178";
  private static final String HEADER = "t=1769860800,v1=" + BY_ONE;

  @Test
  void acceptsWhatOpensslSigned() {
    assertThat(isGood(HEADER, BODY.getBytes(UTF_8), SECRET, SIGNED)).isTrue();
    assertThat(
            isGood(
                "t=1769860800,v1=de2094b4b7ab127d7c40c2df561c9562dc4a1cd3eb3ccf9365f51770739e2cce",
                new byte[0],
                SECRET,
                SIGNED))
        .isTrue();
    assertThat(
            isGood(
                "t=1769860800,v1=4cae8b9766a88e1acc59823212e6709b0234609a102d6b1edfc8837cdd30ce59",
                new byte[] {(byte) 0xff, 0, (byte) 0xc3, 0x28},
                List.of("schlüssel"),
                SIGNED))
        .isTrue();
  }

  @Test
  void acceptsAnyOfSeveralSignaturesAndSecrets() {
    byte[] body = BODY.getBytes(UTF_8);
    List<String> both = List.of("whsec_one", "whsec_two");
    for (String good :
        List.of(
            "t=1769860800,v1=" + BY_TWO,
            "t=1769860800,v1=" + "0".repeat(64) + ",v1=" + BY_ONE,
            "t=1769860800,v1=" + BY_ONE + ",v1=" + "0".repeat(64),
            "v1=" + BY_ONE + ",t=1769860800",
            "t=1769860800, v1=" + BY_ONE.toUpperCase(java.util.Locale.ROOT) + " ,v0=" + BY_TWO)) {
      assertThat(isGood(good, body, both, SIGNED)).as(good).isTrue();
    }
    assertThat(isGood("t=1769860800,v1=" + BY_TWO, body, SECRET, SIGNED)).isFalse();
    assertThat(isGood("t=1769860800,v0=" + BY_ONE, body, SECRET, SIGNED)).isFalse();
    assertThat(isGood(HEADER, body, List.of(), SIGNED)).isFalse();
  }

  @Test
  void refusesABodyInWhichAnyBitIsChanged() {
    byte[] body = BODY.getBytes(UTF_8);
    for (int at = 0; at < body.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = body.clone();
        changed[at] ^= (byte) (1 << bit);
        assertThat(isGood(HEADER, changed, SECRET, SIGNED)).as("bit %d of %d", bit, at).isFalse();
      }
    }
  }

  @Test
  void refusesABodyThatIsShorterOrLonger() {
    byte[] body = BODY.getBytes(UTF_8);
    for (int length = 0; length < body.length; length++) {
      assertThat(isGood(HEADER, java.util.Arrays.copyOf(body, length), SECRET, SIGNED)).isFalse();
    }
    for (String longer : List.of(BODY + " ", BODY + "\n", " " + BODY, BODY + "\0")) {
      assertThat(isGood(HEADER, longer.getBytes(UTF_8), SECRET, SIGNED)).isFalse();
    }
  }

  @Test
  void refusesAHeaderInWhichAnyCharacterIsChanged() {
    byte[] body = BODY.getBytes(UTF_8);
    for (int at = 0; at < HEADER.length(); at++) {
      for (char other : "0123456789abcdefg,=tv \0".toCharArray()) {
        String changed = HEADER.substring(0, at) + other + HEADER.substring(at + 1);
        if (!changed.equals(HEADER)) {
          assertThat(isGood(changed, body, SECRET, SIGNED)).as(changed).isFalse();
        }
      }
      assertThat(isGood(HEADER.substring(0, at), body, SECRET, SIGNED)).isFalse();
    }
  }

  @Test
  void refusesASecretInWhichAnythingIsChanged() {
    byte[] body = BODY.getBytes(UTF_8);
    for (String other : List.of("whsec_onE", "whsec_on", "whsec_one ", " whsec_one", "", "whsec")) {
      assertThat(other.isEmpty() || !isGood(HEADER, body, List.of(other), SIGNED)).isTrue();
    }
  }

  @Test
  void refusesWhatIsTooOldOrTooNew() {
    byte[] body = BODY.getBytes(UTF_8);
    Map.of(-301, false, -300, true, 0, true, 300, true, 301, false)
        .forEach(
            (seconds, good) ->
                assertThat(isGood(HEADER, body, SECRET, SIGNED.plusSeconds(seconds)))
                    .as("%d seconds", seconds)
                    .isEqualTo(good));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "=",
        "t=",
        "t=1769860800",
        "v1=" + BY_ONE,
        "t=1769860800,v1=",
        "t=1769860800,v1=" + BY_ONE + "00",
        "t=-1769860800,v1=" + BY_ONE,
        "t=1769860800.0,v1=" + BY_ONE,
        "t=17698608000000000000,v1=" + BY_ONE,
        "t=1769860800,t=1769860800,v1=" + BY_ONE,
        "t=1769860800;v1=" + BY_ONE,
        "t=1769860800,V1=" + BY_ONE
      })
  void refusesAHeaderThatIsNone(String header) {
    assertThat(isGood(header, BODY.getBytes(UTF_8), SECRET, SIGNED)).isFalse();
  }

  @Test
  void refusesAHeaderThatIsMissingOrHuge() {
    assertThat(TimedSignature.parse(null, "v1")).isNull();
    assertThat(TimedSignature.parse(HEADER + ",x=" + "y".repeat(2_000), "v1")).isNull();
    assertThat(TimedSignature.parse("t=1" + (",v1=" + BY_ONE).repeat(11), "v1")).isNull();
  }

  private static boolean isGood(String header, byte[] body, List<String> secrets, Instant now) {
    TimedSignature signature = TimedSignature.parse(header, "v1");
    return signature != null
        && signature.isTimely(now, TOLERANCE)
        && signature.isOver(body, Secret.of(secrets));
  }
}
