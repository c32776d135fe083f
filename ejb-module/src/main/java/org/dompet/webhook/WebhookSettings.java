package org.dompet.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dompet.configuration.Secret;
import org.eclipse.microprofile.config.Config;

/**
 * Whom we believe, and how often we try.
 *
 * @param providers by name
 * @param tolerance {@code dompet.webhook.tolerance}: how far a signature's time may be from ours,
 *     before or after; up to an hour
 * @param schedule {@code dompet.webhook.retry-schedule}: how long after each failure the next
 *     attempt is made; what fails after the last is a dead letter. 1 to 20 steps, each up to a week
 */
record WebhookSettings(
    Map<String, Provider> providers, Duration tolerance, List<Duration> schedule) {
  static final List<String> PROVIDERS = List.of("moonpay", "stripe", "telegram");
  static final Duration DEFAULT_TOLERANCE = Duration.ofMinutes(5);
  static final List<Duration> DEFAULT_SCHEDULE =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1));

  private static final int MOST_STEPS = 20;

  /**
   * What we know of one.
   *
   * @param secrets {@code dompet.webhook.<provider>.secrets}: each is good, so that one can replace
   *     another; without any, nothing is believed
   * @param allowed {@code dompet.webhook.<provider>.allow}: where it calls from; empty = anywhere
   */
  record Provider(List<Secret> secrets, AddressRanges allowed) {
    Provider {
      secrets = List.copyOf(secrets);
    }
  }

  WebhookSettings {
    providers = Map.copyOf(providers);
    schedule = List.copyOf(schedule);
    require("tolerance", tolerance, Duration.ofHours(1));
    if (schedule.isEmpty() || schedule.size() > MOST_STEPS) {
      throw new IllegalArgumentException(
          "dompet.webhook.retry-schedule must have 1 to " + MOST_STEPS + " steps");
    }
    schedule.forEach(step -> require("retry-schedule", step, Duration.ofDays(7)));
  }

  Provider provider(String name) {
    Provider provider = providers.get(name);
    if (provider == null) {
      throw new IllegalArgumentException("There is no provider " + name);
    }
    return provider;
  }

  private static void require(String key, Duration value, Duration most) {
    if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "dompet.webhook." + key + " must be between PT1S and " + most);
    }
  }

  /** Reads them from the configuration. */
  @ApplicationScoped
  static class Source {
    @Produces
    WebhookSettings settings(Config config) {
      boolean production =
          config
              .getOptionalValue("dompet.profile", String.class)
              .filter("production"::equals)
              .isPresent();
      Map<String, Provider> providers = new TreeMap<>();
      for (String name : PROVIDERS) {
        String key = "dompet.webhook." + name + ".";
        Provider provider =
            new Provider(
                Secret.of(texts(config, key + "secrets")),
                AddressRanges.parse(key + "allow", texts(config, key + "allow")));
        if (production && !provider.secrets().isEmpty() && provider.allowed().isEmpty()) {
          throw new IllegalArgumentException(
              key + "allow must name the provider's addresses in production");
        }
        providers.put(name, provider);
      }
      return new WebhookSettings(
          providers,
          config
              .getOptionalValue("dompet.webhook.tolerance", Duration.class)
              .orElse(DEFAULT_TOLERANCE),
          config
              .getOptionalValues("dompet.webhook.retry-schedule", Duration.class)
              .orElse(DEFAULT_SCHEDULE));
    }

    private static List<String> texts(Config config, String key) {
      return config.getOptionalValues(key, String.class).orElse(List.of()).stream()
          .map(String::strip)
          .filter(text -> !text.isEmpty())
          .toList();
    }
  }
}
