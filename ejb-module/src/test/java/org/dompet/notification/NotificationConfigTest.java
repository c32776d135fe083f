package org.dompet.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationConfigTest {
  private static final String TOKEN = "7000000009:AAtelegramSecretTelegramSecret_9";
  private static final String HOOK = "https://hooks.example/services/secretSecret";

  @Test
  void switchesEverythingOffByDefault() {
    NotificationSettings settings = read();
    assertThat(settings.channels()).isEmpty();
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.retrySchedule()).isEqualTo(NotificationSettings.SCHEDULE);
    assertThat(new Couriers(settings).channels()).isEmpty();
  }

  @Test
  void switchesEachChannelOnByItself() {
    assertThat(read("slack.url=" + HOOK).channels()).containsExactly(Channel.SLACK);
    assertThat(read("telegram.bot-token=" + TOKEN, "telegram.chat-id=@alerts").channels())
        .containsExactly(Channel.TELEGRAM);
    NotificationSettings mail =
        read(
            "email.host=mail.example",
            "email.from=a@b.example",
            "email.to=c@d.example, e@f.example");
    assertThat(mail.channels()).containsExactly(Channel.EMAIL);
    assertThat(mail.email().port()).isEqualTo(587);
    assertThat(mail.email().tls()).isEqualTo(NotificationSettings.Tls.STARTTLS);
    assertThat(mail.email().to()).containsExactly("c@d.example", "e@f.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "email.from=a@b.example",
        "email.host=mail.example",
        "email.host=mail.example|email.from=a@b.example",
        "email.host=mail.example|email.from=a@b.example|email.to=nobody",
        "email.host=mail.example|email.from=a@b.example\r\nBcc: x@y.example|email.to=c@d.example",
        "email.host=mail.example|email.from=a@b.example|email.to=c@d.example|email.user=me",
        "email.host=mail.example|email.from=a@b.example|email.to=c@d.example|email.tls=maybe",
        "email.host=mail.example|email.from=a@b.example|email.to=c@d.example|email.port=0",
        "slack.url=http://hooks.example/services/secretSecret",
        "slack.url=https://",
        "slack.url=secretSecret space",
        "telegram.chat-id=1",
        "telegram.bot-token=7000000009:AAtelegramSecretTelegramSecret_9",
        "telegram.bot-token=secretSecret|telegram.chat-id=1",
        "telegram.bot-token=7000000009:AAtelegramSecretTelegramSecret_9|telegram.chat-id=a b",
        "telegram.bot-token=7000000009:AAtelegramSecretTelegramSecret_9|telegram.chat-id=1|telegram.url=ftp://x.example",
        "timeout=PT0.1S",
        "retry-schedule=PT0S"
      })
  void refusesWhatIsHalfOrWrongWithoutQuotingIt(String settings) {
    assertThatThrownBy(() -> read(settings.split("\\|", -1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("dompet.notification.")
        .hasMessageNotContaining("ecretSecret")
        .hasNoCause();
  }

  @Test
  void showsNoSecretAsText() {
    String text =
        read(
                "slack.url=" + HOOK,
                "telegram.bot-token=" + TOKEN,
                "telegram.chat-id=1",
                "email.host=mail.example",
                "email.from=a@b.example",
                "email.to=c@d.example",
                "email.user=me",
                "email.password=mailSecretSecret")
            .toString();
    assertThat(text).doesNotContain("ecretSecret").doesNotContain(TOKEN);
  }

  private static NotificationSettings read(String... settings) {
    Map<String, String> values = new HashMap<>();
    for (String setting : settings) {
      int at = setting.indexOf('=');
      values.put("dompet.notification." + setting.substring(0, at), setting.substring(at + 1));
    }
    return new NotificationConfig().settings(new MapConfig(values));
  }

  /** Just enough of a configuration. */
  private record MapConfig(Map<String, String> values) implements Config {
    @Override
    public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
      return Optional.ofNullable(values.get(name)).map(text -> type.cast(convert(text, type)));
    }

    @Override
    public <T> Optional<List<T>> getOptionalValues(String name, Class<T> type) {
      return Optional.ofNullable(values.get(name))
          .map(
              text ->
                  Arrays.stream(text.split(",", -1))
                      .map(part -> type.cast(convert(part, type)))
                      .toList());
    }

    private static Object convert(String text, Class<?> type) {
      if (type == Duration.class) {
        return Duration.parse(text);
      }
      return type == Integer.class ? (Object) Integer.valueOf(text) : text;
    }

    @Override
    public <T> T getValue(String name, Class<T> type) {
      return getOptionalValue(name, type).orElseThrow(NoSuchElementException::new);
    }

    @Override
    public ConfigValue getConfigValue(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<String> getPropertyNames() {
      return Set.copyOf(values.keySet());
    }

    @Override
    public Iterable<ConfigSource> getConfigSources() {
      return List.of();
    }

    @Override
    public <T> Optional<Converter<T>> getConverter(Class<T> type) {
      return Optional.empty();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      throw new IllegalArgumentException();
    }
  }
}
