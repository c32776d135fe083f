package org.dompet.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.dompet.configuration.Secret;
import org.dompet.testing.SettableClock;
import org.junit.jupiter.api.Test;

/** With the examples that Telegram's Mini Apps community publishes, tokens and all. */
class InitDataVerifierTest {
  private static final String USER =
      "user=%7B%22id%22%3A279058397%2C%22first_name%22%3A%22Vladislav%20%2B%20-%20%3F%20%5C%2F%22%2C"
          + "%22last_name%22%3A%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22%2C%22language_code%22%3A"
          + "%22ru%22%2C%22is_premium%22%3Atrue%2C%22allows_write_to_pm%22%3Atrue%2C%22photo_url%22%3A"
          + "%22https%3A%5C%2F%5C%2Ft.me%5C%2Fi%5C%2Fuserpic%5C%2F320%5C%2F4FPEE4tmP3ATHa57u6MqTDih13LTOi"
          + "MoKoLDRG4PnSA.svg%22%7D&chat_instance=8134722200314281151&chat_type=private";

  /** Signed with a bot's token; Telegram's own signature is among what the hash covers. */
  private static final String BY_BOT =
      USER
          + "&auth_date=1733509682&signature=TYJxVcisqbWjtodPepiJ6ghziUL94-KNpG8Pau-X7oNNLNBM72APCpi_"
          + "RKiUlBvcqo5L-LAxIc3dnTzcZX_PDg"
          + "&hash=a433d8f9847bd6addcc563bff7cc82c89e97ea0d90c11fe5729cae6796a36d73";

  private static final String BOT_TOKEN = "7342037359:AAHI25ES9xCOMPokpYoz-p8XVrZUdygo2J4";
  private static final Instant BOT_SIGNED = Instant.ofEpochSecond(1_733_509_682);

  /** Signed by Telegram; the bot's token is not needed, only its id. */
  private static final String BY_TELEGRAM =
      USER
          + "&auth_date=1733584787&signature=zL-ucjNyREiHDE8aihFwpfR9aggP2xiAo3NSpfe-p7IbCisNlDKlo7Kb6G4D"
          + "0Ao2mBrSgEk4maLSdv6MLIlADQ"
          + "&hash=2174df5b000556d044f3f020384e879c8efcab55ddea2ced4eb752e93e7080d6";

  private static final String OTHER_TOKEN = "7342037359:AAnotTheTokenThatSignedThis____________";
  private static final Instant TELEGRAM_SIGNED = Instant.ofEpochSecond(1_733_584_787);

  /** From before Telegram sent signatures. */
  private static final String OLD =
      "query_id=AAHdF6IQAAAAAN0XohDhrOrc&user=%7B%22id%22%3A279058397%2C%22first_name%22%3A%22Vladislav"
          + "%22%2C%22last_name%22%3A%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22%2C%22language_code%22"
          + "%3A%22ru%22%2C%22is_premium%22%3Atrue%7D&auth_date=1662771648"
          + "&hash=c501b71e775f74ce10e377dea85a7ea24ecd640b223ea86dfe453e0eaed2e2b2";

  private static final String OLD_TOKEN = "5768337691:AAH5YkoiEuPk8-FZa32hStHTqXiLPtAEhx8";

  private final SettableClock clock = new SettableClock(BOT_SIGNED);

  @Test
  void acceptsTheBotsHash() throws Exception {
    TelegramUser user = verifier(BOT_TOKEN).verify(BY_BOT);
    assertThat(user.id()).isEqualTo(279_058_397);
    assertThat(user.username()).isEqualTo("vdkfrost");
    assertThat(user.displayName()).isEqualTo("Vladislav + - ? / Kibenko");
    assertThat(user.language()).isEqualTo("ru");
  }

  @Test
  void acceptsTheFormWithoutASignature() throws Exception {
    clock.set(Instant.ofEpochSecond(1_662_771_648));
    assertThat(verifier(OLD_TOKEN).verify(OLD).id()).isEqualTo(279_058_397);
  }

  @Test
  void acceptsAnyOfSeveralTokens() throws Exception {
    assertThat(verifier(OLD_TOKEN, BOT_TOKEN).verify(BY_BOT).id()).isEqualTo(279_058_397);
    refuses(verifier(OLD_TOKEN), BY_BOT, "signature");
  }

  @Test
  void acceptsBlanksWrittenAsPluses() throws Exception {
    assertThat(verifier(BOT_TOKEN).verify(BY_BOT.replace("%20", "+")).displayName())
        .isEqualTo("Vladislav + - ? / Kibenko");
  }

  @Test
  void acceptsTelegramsSignatureForOurBotsIdOnly() throws Exception {
    clock.set(TELEGRAM_SIGNED);
    assertThat(verifier(OTHER_TOKEN).verify(BY_TELEGRAM).id()).isEqualTo(279_058_397);
    refuses(verifier(OLD_TOKEN), BY_TELEGRAM, "signature");
    refuses(verifier(OTHER_TOKEN), BY_TELEGRAM.replace("Kibenko", "Kibenka"), "signature");
    refuses(verifier(OTHER_TOKEN), BY_TELEGRAM.replace("zL-ucj", "zL-ucJ"), "signature");
    refuses(verifier(OTHER_TOKEN), BY_TELEGRAM.replace("zL-ucj", "***"), "signature");
  }

  @Test
  void takesNoProductionSignatureOnTheTestKey() {
    clock.set(TELEGRAM_SIGNED);
    InitDataVerifier test =
        new InitDataVerifier(
            new TelegramSettings(
                Secret.of(List.of(OTHER_TOKEN)),
                Duration.ofHours(1),
                TelegramSettings.SignatureKey.TEST),
            clock);
    refuses(test, BY_TELEGRAM, "signature");
  }

  @Test
  void refusesEveryChangeOfOneCharacter() {
    clock.set(Instant.ofEpochSecond(1_662_771_648));
    InitDataVerifier verifier = verifier(OLD_TOKEN);
    for (int i = 0; i < OLD.length(); i++) {
      char other = OLD.charAt(i) == '1' ? '2' : '1';
      String changed = OLD.substring(0, i) + other + OLD.substring(i + 1);
      assertThatThrownBy(() -> verifier.verify(changed))
          .as(changed)
          .isInstanceOf(InitData.Malformed.class);
    }
  }

  @Test
  void takesOneProofOfTheTwoForEnough() throws Exception {
    String otherHash = BY_BOT.replaceFirst("hash=a433", "hash=a434");
    assertThat(verifier(BOT_TOKEN).verify(otherHash).id()).isEqualTo(279_058_397);
    refuses(verifier(BOT_TOKEN), otherHash.replace("TYJx", "TYJy"), "signature");
  }

  @Test
  void refusesWhatIsTooOldOrFromTheFuture() throws Exception {
    InitDataVerifier verifier = verifier(BOT_TOKEN);
    clock.set(BOT_SIGNED.plus(Duration.ofHours(1)));
    assertThat(verifier.verify(BY_BOT)).isNotNull();
    clock.set(BOT_SIGNED.plus(Duration.ofHours(1)).plusSeconds(1));
    refuses(verifier, BY_BOT, "too old");
    clock.set(BOT_SIGNED.minusSeconds(60));
    assertThat(verifier.verify(BY_BOT)).isNotNull();
    clock.set(BOT_SIGNED.minusSeconds(61));
    refuses(verifier, BY_BOT, "from the future");
  }

  @Test
  void isOffWithoutATokenAndThenAcceptsNothing() {
    assertThat(verifier().isConfigured()).isFalse();
    refuses(verifier(), BY_BOT, "signature");
  }

  private InitDataVerifier verifier(String... tokens) {
    return new InitDataVerifier(
        new TelegramSettings(
            Secret.of(List.of(tokens)),
            Duration.ofHours(1),
            TelegramSettings.SignatureKey.PRODUCTION),
        clock);
  }

  private static void refuses(InitDataVerifier verifier, String initData, String why) {
    assertThatThrownBy(() -> verifier.verify(initData))
        .isInstanceOf(InitData.Malformed.class)
        .hasMessage(why);
  }
}
