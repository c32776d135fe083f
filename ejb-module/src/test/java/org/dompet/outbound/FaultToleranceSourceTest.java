package org.dompet.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultToleranceSourceTest {

  @Test
  void namesMethodsThatAreThereAndProtected() throws Exception {
    Map<String, OutboundSettings.Calls> calls = OutboundSettings.read(config(Map.of())).calls();
    assertThat(FaultToleranceSource.METHODS.keySet()).isEqualTo(calls.keySet());
    for (Map.Entry<String, List<String>> named : FaultToleranceSource.METHODS.entrySet()) {
      for (String name : named.getValue()) {
        String[] parts = name.split("/", -1);
        Method method =
            Arrays.stream(Class.forName(parts[0]).getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(parts[1]))
                .findFirst()
                .orElseThrow();
        assertThat(method.isAnnotationPresent(Timeout.class)).as(name).isTrue();
        assertThat(method.isAnnotationPresent(CircuitBreaker.class)).as(name).isTrue();
        assertThat(method.isAnnotationPresent(Bulkhead.class)).as(name).isTrue();
        // Only what is idempotent is repeated.
        assertThat(method.isAnnotationPresent(Retry.class))
            .as(name)
            .isEqualTo(calls.get(named.getKey()).retries() > 0);
      }
    }
  }

  @Test
  void tellsWhatIsConfigured() {
    OutboundSettings.Calls calls =
        OutboundSettings.read(
                config(
                    Map.of(
                        "dompet.outbound.stripe.retries", "1",
                        "dompet.outbound.stripe.breaker-calls", "7",
                        "dompet.outbound.stripe.breaker-delay", "PT1.5S",
                        "dompet.outbound.stripe.concurrent", "3")))
            .calls()
            .get("stripe");

    assertThat(FaultToleranceSource.value("Retry/maxRetries", calls)).isEqualTo("1");
    assertThat(FaultToleranceSource.value("CircuitBreaker/requestVolumeThreshold", calls))
        .isEqualTo("7");
    assertThat(FaultToleranceSource.value("CircuitBreaker/delay", calls)).isEqualTo("1500");
    assertThat(FaultToleranceSource.value("Bulkhead/value", calls)).isEqualTo("3");
    assertThat(FaultToleranceSource.value("Timeout/value", calls)).isNull();
    assertThat(new FaultToleranceSource().getValue("org.dompet.Other/method/Retry/delay")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "stripe.retries, 11",
    "stripe.retries, -1",
    "moonpay-records.breaker-calls, 1",
    "stripe-records.breaker-delay, PT0S",
    "slack.breaker-delay, PT2H",
    "email.concurrent, 0",
    "telegram.concurrent, 201"
  })
  void refusesWhatIsOutOfBoundsByItsKey(String key, String value) {
    assertThatThrownBy(() -> OutboundSettings.read(config(Map.of("dompet.outbound." + key, value))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("dompet.outbound." + key + " must be between");
  }

  private static Config config(Map<String, String> values) {
    return (Config)
        Proxy.newProxyInstance(
            FaultToleranceSourceTest.class.getClassLoader(),
            new Class<?>[] {Config.class},
            (proxy, method, arguments) ->
                Optional.ofNullable(values.get((String) arguments[0]))
                    .map(
                        text ->
                            arguments[1] == Duration.class
                                ? Duration.parse(text)
                                : Integer.valueOf(text)));
  }
}
