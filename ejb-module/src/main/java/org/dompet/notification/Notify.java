package org.dompet.notification;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.dompet.messaging.Outbound;
import org.dompet.time.UuidV7;

/** Has something to say, on every channel that is configured. */
@ApplicationScoped
public class Notify {
  /** The queue that carries the ids of rows to be delivered. */
  public static final String QUEUE = "dompet.notifications";

  static final int LONGEST_SUBJECT = 200;
  static final int LONGEST_BODY = 4_000;

  private NotificationSql rows;
  private Couriers couriers;
  private Outbound outbound;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected Notify() {}

  @Inject
  Notify(NotificationSql rows, Couriers couriers, Outbound outbound, Clock clock) {
    this.rows = rows;
    this.couriers = couriers;
    this.outbound = outbound;
    this.clock = clock;
  }

  /**
   * Writes it down in the running transaction; it is delivered after the commit, or never.
   *
   * @param key what is said under the same key again is not said again; at most 200 characters
   * @param subject one line; shortened to {@value #LONGEST_SUBJECT} characters
   * @param body plain text, never a secret; shortened to {@value #LONGEST_BODY} characters
   */
  @Transactional
  public void say(String key, String subject, String body) {
    String line = shorten(subject.replaceAll("\\p{Cntrl}+", " "), LONGEST_SUBJECT);
    String text = shorten(body.replaceAll("[\\p{Cntrl}&&[^\\n]]+", " "), LONGEST_BODY);
    for (Channel channel : couriers.channels()) {
      UUID id = UuidV7.next(clock);
      if (rows.insert(id, key, channel, line, text, clock.instant())) {
        outbound.send(QUEUE, id.toString());
      }
    }
  }

  /** The channels that are configured; none is a normal answer. */
  public Set<Channel> channels() {
    return couriers.channels();
  }

  private static String shorten(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
