package org.dompet.configuration;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

/** For those who deploy the application without the command. */
class ConfigurationGuardTest {

  @Test
  void stopsTheStartNamingEveryWrongSettingAndNoValue() {
    Config config =
        config(
            Map.of(
                "dompet.profile", "staging",
                "dompet.port", "hunter2",
                "dompet.ledger.lock-timeout", "hunter2"));

    assertThatThrownBy(new ConfigurationGuard(config, Clock.systemUTC())::check)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("dompet.port must be")
        .hasMessageContaining("dompet.ledger.lock-timeout must be")
        .hasMessageContaining("dompet.jwt.keys is missing")
        .hasMessageNotContaining("hunter2");
  }

  private static Config config(Map<String, String> values) {
    return (Config)
        Proxy.newProxyInstance(
            ConfigurationGuardTest.class.getClassLoader(),
            new Class<?>[] {Config.class},
            (proxy, method, arguments) -> Optional.ofNullable(values.get((String) arguments[0])));
  }
}
