package org.dompet.outbound;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/**
 * How much of other servers' trouble becomes ours: {@code dompet.outbound.<name>.*} for each kind
 * of call.
 *
 * @param calls by name, such as {@code stripe}
 */
public record OutboundSettings(Map<String, Calls> calls) {
  private static final String KEY = "dompet.outbound.";

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofHours(1);

  /** Calls that may be repeated, and what is true of them if nothing is configured. */
  private static final Map<String, Calls> REPEATED =
      Map.of(
          "stripe", new Calls(2, 10, Duration.ofSeconds(10), 20),
          "stripe-records", new Calls(3, 10, Duration.ofSeconds(30), 2),
          "moonpay-records", new Calls(3, 10, Duration.ofSeconds(30), 2));

  /** Calls that are not idempotent: the outbox' schedule is all the repetition they get. */
  private static final Map<String, Calls> ONCE =
      Map.of(
          "email", new Calls(0, 5, Duration.ofSeconds(30), 4),
          "slack", new Calls(0, 5, Duration.ofSeconds(30), 4),
          "telegram", new Calls(0, 5, Duration.ofSeconds(30), 4));

  public OutboundSettings {
    calls = Map.copyOf(calls);
  }

  /**
   * The bounds of one kind of call.
   *
   * @param retries {@code .retries}: repetitions at once, with a pause that is partly random; 0 to
   *     10
   * @param breakerCalls {@code .breaker-calls}: when half of so many last calls failed, none is
   *     made for a while; 2 to 1000
   * @param breakerDelay {@code .breaker-delay}: that while; 100 ms to 1 hour
   * @param concurrent {@code .concurrent}: calls at the same time; more are refused at once; 1 to
   *     200
   */
  public record Calls(int retries, int breakerCalls, Duration breakerDelay, int concurrent) {}

  /** Reads them from the configuration. */
  @ApplicationScoped
  static class Source {
    @Produces
    OutboundSettings settings(Config config) {
      return read(config);
    }
  }

  static OutboundSettings read(Config config) {
    Map<String, Calls> calls = new LinkedHashMap<>();
    REPEATED.forEach((name, usual) -> calls.put(name, read(config, name, usual, true)));
    ONCE.forEach((name, usual) -> calls.put(name, read(config, name, usual, false)));
    return new OutboundSettings(calls);
  }

  private static Calls read(Config config, String name, Calls usual, boolean repeated) {
    Duration delay =
        config
            .getOptionalValue(KEY + name + ".breaker-delay", Duration.class)
            .orElse(usual.breakerDelay());
    if (delay.compareTo(SHORTEST) < 0 || delay.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          KEY + name + ".breaker-delay must be between " + SHORTEST + " and " + LONGEST);
    }
    return new Calls(
        repeated ? number(config, name + ".retries", usual.retries(), 0, 10) : 0,
        number(config, name + ".breaker-calls", usual.breakerCalls(), 2, 1_000),
        delay,
        number(config, name + ".concurrent", usual.concurrent(), 1, 200));
  }

  private static int number(Config config, String name, int usual, int least, int most) {
    int value = config.getOptionalValue(KEY + name, Integer.class).orElse(usual);
    if (value < least || value > most) {
      throw new IllegalArgumentException(KEY + name + " must be between " + least + " and " + most);
    }
    return value;
  }
}
