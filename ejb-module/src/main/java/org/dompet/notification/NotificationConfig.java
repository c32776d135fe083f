package org.dompet.notification;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.dompet.configuration.Secret;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link NotificationSettings} from the configuration. Its messages name keys, not values.
 */
@ApplicationScoped
class NotificationConfig {
  private static final String PREFIX = "dompet.notification.";
  private static final String TELEGRAM = "https://api.telegram.org";
  private static final int SUBMISSION_PORT = 587;

  @Produces
  @ApplicationScoped
  Couriers couriers(Config config) {
    return new Couriers(settings(config));
  }

  @Produces
  NotificationSettings settings(Config config) {
    return new NotificationSettings(
        email(config),
        slack(config),
        telegram(config),
        config.getOptionalValue(PREFIX + "timeout", Duration.class).orElse(Duration.ofSeconds(10)),
        config
            .getOptionalValues(PREFIX + "retry-schedule", Duration.class)
            .orElse(NotificationSettings.SCHEDULE));
  }

  private static NotificationSettings.@Nullable Email email(Config config) {
    requireFirst(config, "email.host", "email.from", "email.to", "email.user", "email.password");
    Optional<String> host = text(config, "email.host");
    if (host.isEmpty()) {
      return null;
    }
    return new NotificationSettings.Email(
        host.get(),
        config.getOptionalValue(PREFIX + "email.port", Integer.class).orElse(SUBMISSION_PORT),
        text(config, "email.user").orElse(""),
        new Secret(text(config, "email.password").orElse("")),
        text(config, "email.from").orElse(""),
        config.getOptionalValues(PREFIX + "email.to", String.class).orElse(List.of()).stream()
            .map(String::strip)
            .toList(),
        tls(text(config, "email.tls").orElse("starttls")));
  }

  private static NotificationSettings.Tls tls(String name) {
    return Arrays.stream(NotificationSettings.Tls.values())
        .filter(tls -> tls.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    PREFIX + "email.tls must be starttls, implicit or none"));
  }

  private static NotificationSettings.@Nullable Slack slack(Config config) {
    return text(config, "slack.url")
        .map(url -> new NotificationSettings.Slack(address("slack.url", url)))
        .orElse(null);
  }

  private static NotificationSettings.@Nullable Telegram telegram(Config config) {
    requireFirst(config, "telegram.bot-token", "telegram.chat-id");
    return text(config, "telegram.bot-token")
        .map(
            token ->
                new NotificationSettings.Telegram(
                    address("telegram.url", text(config, "telegram.url").orElse(TELEGRAM)),
                    new Secret(token),
                    text(config, "telegram.chat-id").orElse("")))
        .orElse(null);
  }

  /** Others without the first would be forgotten in silence. */
  private static void requireFirst(Config config, String first, String... others) {
    if (text(config, first).isEmpty()) {
      Stream.of(others)
          .filter(other -> text(config, other).isPresent())
          .findFirst()
          .ifPresent(
              other -> {
                throw new IllegalArgumentException(
                    PREFIX + other + " is set, but " + PREFIX + first + " is not");
              });
    }
  }

  private static Optional<String> text(Config config, String key) {
    return config
        .getOptionalValue(PREFIX + key, String.class)
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private static URI address(String key, String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException secret) {
      // Without its cause, which quotes the address.
      throw new IllegalArgumentException(PREFIX + key + " must be an https address");
    }
  }
}
