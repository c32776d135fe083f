package org.dompet.notification;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The couriers of the channels that are configured. */
class Couriers {
  private Map<Channel, Courier> byChannel = new EnumMap<>(Channel.class);

  /** For the container's proxy. */
  protected Couriers() {}

  Couriers(NotificationSettings settings) {
    Duration patience = settings.timeout();
    NotificationSettings.@Nullable Email email = settings.email();
    if (email != null) {
      byChannel.put(Channel.EMAIL, new EmailCourier(email, patience));
    }
    NotificationSettings.@Nullable Slack slack = settings.slack();
    if (slack != null) {
      byChannel.put(Channel.SLACK, new SlackCourier(slack, patience));
    }
    NotificationSettings.@Nullable Telegram telegram = settings.telegram();
    if (telegram != null) {
      byChannel.put(Channel.TELEGRAM, new TelegramCourier(telegram, patience));
    }
  }

  Set<Channel> channels() {
    return Set.copyOf(byChannel.keySet());
  }

  /**
   * Hands it to its channel's courier.
   *
   * @throws DeliveryFailed also if the channel is configured no more
   */
  void take(Notification notification) throws DeliveryFailed {
    @Nullable Courier courier = byChannel.get(notification.channel());
    if (courier == null) {
      throw new DeliveryFailed("is not configured any more");
    }
    try {
      courier.take(notification);
    } catch (RuntimeException unexpected) {
      // Its message may quote anything; and it must not keep other notifications waiting.
      throw new DeliveryFailed("failed by " + unexpected.getClass().getName());
    }
  }
}
