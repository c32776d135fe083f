package org.dompet.notification;

import jakarta.json.Json;
import java.net.URI;
import java.time.Duration;

/** Calls the Bot API's {@code sendMessage}, with plain text: nothing in it is markup. */
final class TelegramCourier implements Courier {
  /** Telegram's own limit. */
  private static final int LONGEST = 4_096;

  private final JsonPost post;
  private final String chatId;

  TelegramCourier(NotificationSettings.Telegram settings, Duration patience) {
    this.post =
        new JsonPost(
            URI.create(settings.url() + "/bot" + settings.botToken().reveal() + "/sendMessage"),
            patience);
    this.chatId = settings.chatId();
  }

  @Override
  public void take(Notification notification) throws DeliveryFailed {
    String text = notification.subject() + "\n\n" + notification.body();
    post.post(
        Json.createObjectBuilder()
            .add("chat_id", chatId)
            .add("text", text.length() <= LONGEST ? text : text.substring(0, LONGEST))
            .add("disable_web_page_preview", true)
            .build());
  }
}
