package org.dompet.notification;

import jakarta.json.Json;
import java.time.Duration;

/** Posts to an incoming webhook: {@code {"text": …}}. */
final class SlackCourier implements Courier {
  private final JsonPost post;

  SlackCourier(NotificationSettings.Slack settings, Duration patience) {
    this.post = new JsonPost(settings.url(), patience);
  }

  @Override
  public void take(Notification notification) throws DeliveryFailed {
    String text = "*" + escape(notification.subject()) + "*\n" + escape(notification.body());
    post.post(Json.createObjectBuilder().add("text", text).build());
  }

  /** The three characters that mean something: without this, a text could call everybody. */
  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
