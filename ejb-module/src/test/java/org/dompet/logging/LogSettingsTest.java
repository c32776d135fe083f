package org.dompet.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogSettingsTest {

  @ParameterizedTest
  @CsvSource({"development,TEXT", "demo,TEXT", "staging,JSON", "production,JSON"})
  void writesForMachinesWhereMachinesRead(String profile, LogFormat format) {
    assertThat(from(Map.of("dompet.profile", profile)).format()).isEqualTo(format);
  }

  @Test
  void hasDefaults() {
    assertThat(from(Map.of()))
        .isEqualTo(new LogSettings(LogFormat.TEXT, false, 20L << 20, Duration.ofDays(1), 30));
    assertThat(from(Map.of("dompet.profile", "production", "dompet.log.format", "text")).format())
        .isEqualTo(LogFormat.TEXT);
  }

  @ParameterizedTest
  @CsvSource({
    "dompet.log.format,xml",
    "dompet.log.console,yes",
    "dompet.log.max-size,1",
    "dompet.log.max-size,many",
    "dompet.log.max-age,PT1M",
    "dompet.log.max-age,1 day",
    "dompet.log.files,0"
  })
  void namesWhatIsWrong(String key, String value) {
    assertThatThrownBy(() -> from(Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(key + " must be ");
  }

  private static LogSettings from(Map<String, String> settings) {
    return LogSettings.from(key -> Optional.ofNullable(settings.get(key)));
  }
}
