package org.dompet.server.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class InitDataTest {

  private final Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  @Test
  void signsAsTelegramDocumentsIt() {
    // Computed with another implementation of HMAC-SHA256.
    String expected =
        "auth_date=1767225600&query_id=q%201&user=%7B%22id%22%3A42%2C%22first_name%22%3A%"
            + "22Siti%20%5C%22S%5C%22%20%26%20Co%22%2C%22username%22%3A%22siti%22%2C%22language"
            + "_code%22%3A%22id%22%7D&hash=b13958117dce67c0bab87beeb19905db6c6b3dcbdee5df99a12adc6f212934af";
    TelegramUser user = new TelegramUser(42, "Siti \"S\" & Co", "siti", "id");

    InitData initData = new InitData("1234567890:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", clock);

    assertThat(initData.signedFor(user, "q 1")).isEqualTo(expected);
  }

  @Test
  void leavesOutAUserNameThatNobodyHas() {
    assertThat(new TelegramUser(7, "Ann", null, "en").toJson())
        .isEqualTo("{\"id\":7,\"first_name\":\"Ann\",\"language_code\":\"en\"}");
  }

  @Test
  void escapesWhatJsonCannotHold() {
    assertThat(new TelegramUser(7, "a\nb\\c", null, "en").toJson())
        .contains("\"first_name\":\"a\\u000ab\\\\c\"");
  }
}
