package org.dompet.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
  @Test
  void losesSecretsAndCardsByName() {
    assertThat(
            stripped(
                "{\"id\":\"pi_1\",\"client_secret\":\"a\",\"clientSecret\":\"a\",\"cardId\":\"c\","
                    + "\"nested\":[{\"payment_method_details\":{\"card\":{\"last4\":\"4242\"},"
                    + "\"type\":\"card\"},\"CVC\":\"123\",\"exp_month\":1,\"iban\":\"x\","
                    + "\"webhook-secret\":\"s\"}]}"))
        .isEqualTo(
            "{\"id\":\"pi_1\",\"nested\":[{\"payment_method_details\":{\"type\":\"card\"}}]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4242424242424242",
        "4242 4242 4242 4242",
        "5555-5555-5555-4444",
        "3782 822463 10005",
        "378282246310005",
        "6011111111111117",
        "my card is 4242424242424242, thanks"
      })
  void losesCardNumbersWhereverTheyStand(String text) {
    assertThat(stripped("{\"text\":\"" + text + "\",\"" + text + "\":1}"))
        .contains("[removed]")
        .doesNotContain("4242", "4444", "0005", "1117");
  }

  @Test
  void losesACardNumberThatIsANumber() {
    assertThat(stripped("{\"n\":4242424242424242}")).isEqualTo("{\"n\":\"[removed]\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"01a1fd25-7b54-7000-8847-03a512b5bec7\"}",
        "{\"id\":\"42424242-4242-4242-4242-424242424242\"}",
        "{\"id\":\"evt_4242424242424242\"}",
        "{\"id\":\"4242424242424241\"}",
        "{\"ms\":1700000000000}",
        "{\"chat\":-1001234567890}",
        "{\"amount\":0.0012345678901234567}",
        "{\"hash\":\"0x4242424242424242\"}",
        "{\"a\":[1,true,null,{\"b\":[]}],\"date\":\"2026-01-31T12:00:00.000Z\"}"
      })
  void keepsEverythingElseAsItWas(String json) {
    assertThat(stripped(json)).isEqualTo(json);
  }

  @Test
  void keepsOnlyTextThatADatabaseCanHold() {
    assertThat(stripped("{\"a\\u0000b\":\"x\\u0000y\\ud800z\\ud83d\\ude00\"}"))
        .isEqualTo("{\"a\ufffdb\":\"x\ufffdy\ufffdz\ud83d\ude00\"}");
  }

  private static String stripped(String json) {
    return Payload.stripped(Json.object(json.getBytes(UTF_8))).toString();
  }
}
