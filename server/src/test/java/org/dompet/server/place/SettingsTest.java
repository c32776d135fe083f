package org.dompet.server.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void prefersASystemPropertyToTheEnvironment() {
    Properties properties = new Properties();
    properties.setProperty("dompet.database.url", "from property");
    Settings settings = new Settings(properties, Map.of("DOMPET_DATABASE_URL", "from environment"));

    assertThat(settings.find(Settings.DATABASE_URL)).contains("from property");
  }

  @Test
  void findsTheNameThatMicroProfileMapsTo() {
    assertThat(with("DOMPET_TELEGRAM_BOT_TOKENS", "1:a").find(Settings.BOT_TOKENS)).contains("1:a");
  }

  @Test
  void findsTheShortNameThatPlatformsUse() {
    assertThat(with("DATABASE_URL", "postgres://x").find(Settings.DATABASE_URL))
        .contains("postgres://x");
    assertThat(with("BROKER_URL", "tcp://x:1").find(Settings.BROKER_URL)).contains("tcp://x:1");
  }

  @Test
  void takesAnEmptyValueForNone() {
    assertThat(with("BROKER_URL", " ").find(Settings.BROKER_URL)).isEmpty();
  }

  @Test
  void doesNotOverrideWhatTheOperatorChose() {
    Settings settings = with("DOMPET_JWT_KEYS", "mine.pem");

    settings.giveDefault(Settings.JWT_KEYS, "generated.pem");

    assertThat(settings.find(Settings.JWT_KEYS)).contains("mine.pem");
  }

  private static Settings with(String name, String value) {
    return new Settings(new Properties(), Map.of(name, value));
  }
}
