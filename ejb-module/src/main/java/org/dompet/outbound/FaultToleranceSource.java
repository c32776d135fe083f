package org.dompet.outbound;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Tells MicroProfile Fault Tolerance the numbers of {@link OutboundSettings}, under the names by
 * which it asks: {@code <class>/<method>/<annotation>/<parameter>}. A setting under such a name
 * itself still goes first.
 */
public final class FaultToleranceSource implements ConfigSource {
  /** Below the environment, above a file in an archive. */
  private static final int ORDINAL = 200;

  /** Which methods a name is for. */
  static final Map<String, List<String>> METHODS =
      Map.of(
          "stripe", List.of("org.dompet.onramp.StripeCheckout/open/"),
          "stripe-records",
              List.of(
                  "org.dompet.settlement.StripeRecords/page/",
                  "org.dompet.settlement.StripeRecords/about/"),
          "moonpay-records",
              List.of(
                  "org.dompet.settlement.MoonPayRecords/page/",
                  "org.dompet.settlement.MoonPayRecords/about/"),
          "email", List.of("org.dompet.notification.CourierCalls/email/"),
          "slack", List.of("org.dompet.notification.CourierCalls/slack/"),
          "telegram", List.of("org.dompet.notification.CourierCalls/telegram/"));

  /** For the service loader. */
  public FaultToleranceSource() {}

  @Override
  public int getOrdinal() {
    return ORDINAL;
  }

  @Override
  public Set<String> getPropertyNames() {
    return Set.of();
  }

  @Override
  public @Nullable String getValue(String asked) {
    for (Map.Entry<String, List<String>> named : METHODS.entrySet()) {
      for (String method : named.getValue()) {
        if (asked.startsWith(method)) {
          // Asked for while the application runs, so that the configuration is complete by now.
          OutboundSettings settings = OutboundSettings.read(ConfigProvider.getConfig());
          return value(asked.substring(method.length()), settings.calls().get(named.getKey()));
        }
      }
    }
    return null;
  }

  static @Nullable String value(String parameter, OutboundSettings.@Nullable Calls calls) {
    if (calls == null) {
      return null;
    }
    return switch (parameter) {
      case "Retry/maxRetries" -> String.valueOf(calls.retries());
      case "CircuitBreaker/requestVolumeThreshold" -> String.valueOf(calls.breakerCalls());
      case "CircuitBreaker/delay" -> String.valueOf(calls.breakerDelay().toMillis());
      case "Bulkhead/value" -> String.valueOf(calls.concurrent());
      default -> null;
    };
  }

  @Override
  public String getName() {
    return "dompet-outbound";
  }
}
