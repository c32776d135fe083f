package org.dompet.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.dompet.configuration.Secret;
import org.dompet.identity.TelegramSettings.SignatureKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelegramSettingsTest {
  private static final String TOKEN = "7000000001:AAtestTokenOfTheBotThatIsInUseNow_1";

  @Test
  void takeNoneOrSeveralTokens() {
    assertThat(settings(List.of(), Duration.ofHours(1)).botTokens()).isEmpty();
    assertThat(settings(List.of(TOKEN, TOKEN), Duration.ofDays(1)).botTokens()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "token", "12:short", "abc:AAtestTokenOfTheBotThatIsInUseNow_1"})
  void nameTheTokensWhenOneIsNone(String token) {
    assertThatThrownBy(() -> settings(List.of(TOKEN, token), Duration.ofHours(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dompet.telegram.bot-tokens")
        .hasMessageNotContaining(TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "P1DT1S"})
  void nameTheAgeWhenItIsOutOfRange(String age) {
    assertThatThrownBy(() -> settings(List.of(TOKEN), Duration.parse(age)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dompet.telegram.max-age");
  }

  @Test
  void knowTelegramsTwoKeys() {
    assertThat(SignatureKey.PRODUCTION.hex()).startsWith("e7bf03a2").hasSize(64);
    assertThat(SignatureKey.TEST.hex()).startsWith("40055058").hasSize(64);
  }

  private static TelegramSettings settings(List<String> tokens, Duration age) {
    return new TelegramSettings(Secret.of(tokens), age, SignatureKey.PRODUCTION);
  }
}
