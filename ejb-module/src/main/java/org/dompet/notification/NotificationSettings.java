package org.dompet.notification;

import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.dompet.configuration.Secret;
import org.dompet.outbound.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Which channels there are. Each is off until it is configured, and a half-configured one stops the
 * start.
 *
 * @param email {@code dompet.notification.email.*}, or null
 * @param slack {@code dompet.notification.slack.*}, or null
 * @param telegram {@code dompet.notification.telegram.*}, or null
 * @param timeout {@code dompet.notification.timeout}: for one attempt; 1 s to 1 minute
 * @param retrySchedule {@code dompet.notification.retry-schedule}: pauses between attempts; after
 *     the last one nothing is tried again
 */
record NotificationSettings(
    @Nullable Email email,
    @Nullable Slack slack,
    @Nullable Telegram telegram,
    Duration timeout,
    List<Duration> retrySchedule) {

  /** About a day, in all. */
  static final List<Duration> SCHEDULE =
      List.of(
          Duration.ofSeconds(15),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12));

  private static final int MOST_RETRIES = 50;

  NotificationSettings {
    retrySchedule = List.copyOf(retrySchedule);
    require(
        timeout.compareTo(Duration.ofSeconds(1)) >= 0
            && timeout.compareTo(Duration.ofMinutes(1)) <= 0,
        "timeout must be between PT1S and PT1M");
    require(
        retrySchedule.size() <= MOST_RETRIES
            && retrySchedule.stream().noneMatch(pause -> pause.isNegative() || pause.isZero()),
        "retry-schedule must be up to " + MOST_RETRIES + " pauses like PT5M, separated by commas");
  }

  /** Those that are configured. */
  Set<Channel> channels() {
    Set<Channel> channels = EnumSet.noneOf(Channel.class);
    if (email != null) {
      channels.add(Channel.EMAIL);
    }
    if (slack != null) {
      channels.add(Channel.SLACK);
    }
    if (telegram != null) {
      channels.add(Channel.TELEGRAM);
    }
    return channels;
  }

  /** How the connection to the mail server is protected. */
  enum Tls {
    /** Begun in the clear, then encrypted or not used at all. */
    STARTTLS,
    IMPLICIT,
    NONE
  }

  /**
   * A mail server and an envelope.
   *
   * @param user empty: without signing in
   */
  record Email(
      String host, int port, String user, Secret password, String from, List<String> to, Tls tls) {
    Email {
      to = List.copyOf(to);
      require(host.matches("[A-Za-z0-9._:-]{1,250}"), "email.host must be a host's name");
      require(port > 0 && port < 65_536, "email.port must be between 1 and 65535");
      require(
          user.isEmpty() == (password.length() == 0),
          "email.user and email.password go together: set both or none");
      require(isAddress(from), "email.from must be an address like alerts@example.org");
      require(
          !to.isEmpty() && to.stream().allMatch(Email::isAddress),
          "email.to must be addresses like ops@example.org, separated by commas");
    }

    private static boolean isAddress(String text) {
      return text.matches("[^\\s@<>,;\"\\p{Cntrl}]{1,64}@[A-Za-z0-9.-]{1,190}");
    }

    /** Of the sender's address. */
    String domain() {
      return from.substring(from.indexOf('@') + 1);
    }

    @Override
    public String toString() {
      return "Email[" + host + ":" + port + "]";
    }
  }

  /**
   * An incoming webhook.
   *
   * @param url a secret: who knows it can post
   */
  record Slack(URI url) {
    Slack {
      require(Endpoint.isSafe(url), "slack.url must be an https address");
    }

    @Override
    public String toString() {
      return "Slack[…]";
    }
  }

  /**
   * A bot and the chat that it writes to.
   *
   * @param url of the Bot API, without a slash at its end
   */
  record Telegram(URI url, Secret botToken, String chatId) {
    Telegram {
      require(
          Endpoint.isSafe(url) && !url.toString().endsWith("/"),
          "telegram.url must be an https address without a slash at its end");
      require(
          botToken.reveal().matches("[0-9]{3,20}:[A-Za-z0-9_-]{20,100}"),
          "telegram.bot-token must be a token like 123456:ABC…");
      require(
          chatId.matches("-?[0-9]{1,20}|@[A-Za-z0-9_]{3,64}"),
          "telegram.chat-id must be a number, or a channel's name like @alerts");
    }

    @Override
    public String toString() {
      return "Telegram[…]";
    }
  }

  private static void require(boolean good, String sentence) {
    if (!good) {
      throw new IllegalArgumentException("dompet.notification." + sentence);
    }
  }
}
