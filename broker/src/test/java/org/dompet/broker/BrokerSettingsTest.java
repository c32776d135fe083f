package org.dompet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerSettingsTest {
  @Test
  void embedsAClosedBrokerWhenNothingIsSet() {
    BrokerSettings settings = read(Map.of());
    assertThat(settings.embedded()).isTrue();
    assertThat(settings.user()).isEqualTo("dompet");
    assertThat(settings.password()).isNull();
    assertThat(settings.port()).isZero();
    assertThat(settings.directory()).isEqualTo(Path.of("var/broker").toAbsolutePath());
  }

  @Test
  void takesABlankValueForNone() {
    assertThat(read(Map.of(BrokerSettings.URL, " ", BrokerSettings.PORT, "")).embedded()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "http", "61616.0", "99999999999"})
  void refusesAPortOutOfRange(String port) {
    assertThatThrownBy(() -> read(Map.of(BrokerSettings.PORT, port)))
        .hasMessage(
            "dompet.broker.port: \"" + port + "\" is not a port from 1 to 65535, or 0 for none.");
  }

  @Test
  void refusesAnOpenPortWithoutAPassword() {
    assertThatThrownBy(() -> read(Map.of(BrokerSettings.PORT, "61616")))
        .hasMessageStartingWith("dompet.broker.password: must be set");
  }

  @Test
  void readsThePasswordFromAFile(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("password"), "hidden\nnot this\n");
    assertThat(read(Map.of(BrokerSettings.PASSWORD_FILE, file.toString())).password())
        .isEqualTo("hidden");
    assertThatThrownBy(() -> read(Map.of(BrokerSettings.PASSWORD_FILE, "/no/such/file")))
        .hasMessage("dompet.broker.password.file: must name a file that can be read.");
  }

  @Test
  void refusesAFolderThatIsNotAPath() {
    assertThatThrownBy(() -> read(Map.of(BrokerSettings.DIRECTORY, "var\0broker")))
        .hasMessageStartingWith("dompet.broker.directory: ");
  }

  @Test
  void showsNoSecret() {
    Map<String, String> settings =
        Map.of(
            BrokerSettings.URL, "tcp://h:1?trustStorePassword=hidden",
            BrokerSettings.PASSWORD, "hidden");
    assertThat(read(settings).toString()).doesNotContain("hidden");
  }

  private static BrokerSettings read(Map<String, String> settings) {
    return BrokerSettings.read(key -> Optional.ofNullable(settings.get(key)));
  }
}
