package org.dompet.notification;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dompet.messaging.Outbound;
import org.dompet.testing.FiredEvents;
import org.dompet.testing.LocalTransactions;
import org.dompet.testing.TestDatabase;

/** Notifications without a container and without a broker: nudges are kept until asked for. */
public final class StandaloneNotifications {
  public final Notify notify;
  public final DeliverNotification deliver;
  final FiredEvents<DeliveryTried> tried = new FiredEvents<>();
  private final List<String> nudges = new CopyOnWriteArrayList<>();

  StandaloneNotifications(
      NotificationSettings settings, LocalTransactions transactions, Clock clock) {
    NotificationSql rows = new NotificationSql(transactions);
    Couriers couriers = new Couriers(settings);
    notify = new Notify(rows, couriers, new Kept(), clock);
    deliver = new DeliverNotification(rows, new CourierCalls(couriers), settings, tried, clock);
  }

  /** With a channel that is configured, though nothing is ever delivered by it. */
  public static StandaloneNotifications toNowhere(LocalTransactions transactions, Clock clock) {
    return new StandaloneNotifications(
        new NotificationSettings(
            null,
            new NotificationSettings.Slack(java.net.URI.create("http://127.0.0.1:1/nowhere")),
            null,
            Duration.ofSeconds(1),
            List.of()),
        transactions,
        clock);
  }

  /** Nothing of other tests is left for a sweep to find. */
  static void forgetOthers(TestDatabase database) {
    TestDatabase.execute(
        database.application(),
        "update notification set status = 'FAILED' where status = 'WAITING'");
  }

  /** The ids that were sent to the queue so far. */
  List<UUID> nudges() {
    return nudges.stream().map(UUID::fromString).toList();
  }

  /** What the listener does with each. */
  void deliverNudges() {
    nudges().forEach(deliver::deliver);
  }

  private final class Kept extends Outbound {
    @Override
    public void send(String queue, String text) {
      nudges.add(text);
    }
  }
}
