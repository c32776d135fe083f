package org.dompet.configuration;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
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

  @Test
  void refusesAFileThatTheServerWouldNotSee() {
    Config config = config(Map.of("dompet.database.password", "from a file"));

    assertThatThrownBy(new ConfigurationGuard(config, Clock.systemUTC())::check)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("dompet.database.password.file is read by ./dompet alone");
  }

  private static Config config(Map<String, String> values) {
    return proxy(
        Config.class,
        (method, key) ->
            method.equals("getConfigValue")
                ? proxy(ConfigValue.class, (getter, none) -> SecretFileSource.NAME)
                : Optional.ofNullable(values.get(key)));
  }

  private static <T> T proxy(Class<T> type, BiFunction<String, String, Object> answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                answer.apply(method.getName(), arguments == null ? "" : (String) arguments[0])));
  }
}
