package org.dompet.bench.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.dompet.testing.TestDatabase;

/**
 * Top-up orders of random people, and what Stripe would say when one is paid: signed as Stripe
 * signs it, sent to the door of the product.
 */
final class PaidOrders {
  private static final String PLACE =
      """
      insert into onramp_order (id, user_id, wallet_id, provider, currency, amount, status,
                                idempotency_key, created_at, expires_at, updated_at)
      select uuidv7(), w.user_id, w.id, 'STRIPE', w.currency, 10, 'PENDING', uuidv7()::text,
             now(), now() + interval '1 hour', now()
        from generate_series(1, ?) n
        join (select row_number() over () as place, count(*) over () as people, wallet.* from wallet) w
          on w.place = 1 + n % w.people
      returning id""";

  private static final String RECORD =
      """
      insert into webhook_event (id, provider, event_id, type, reference, occurred_at, payload,
                                 next_attempt_at, received_at)
      select uuidv7(), 'stripe', e.body ->> 'id', e.body ->> 'type', e.reference, now(), e.body,
             now(), now()
        from unnest(?::jsonb[], ?::text[]) as e (body, reference)""";

  private final Queue<UUID> waiting = new ConcurrentLinkedQueue<>();
  private final TestDatabase database;
  private final String secret;
  private final Clock clock;

  PaidOrders(TestDatabase database, String secret, Clock clock) {
    this.database = database;
    this.secret = secret;
    this.clock = clock;
  }

  /** Sees to it that so many orders wait to be paid. */
  void place(int count) throws SQLException {
    try (Connection connection = database.application().getConnection();
        PreparedStatement statement = connection.prepareStatement(PLACE)) {
      statement.setInt(1, count - waiting.size());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          waiting.add(rows.getObject(1, UUID.class));
        }
      }
    }
  }

  /** Says that the next order was paid. */
  byte[] pay() {
    String body = body(next());
    long now = clock.instant().getEpochSecond();
    return HttpRequest.post(
        "/webhooks/stripe",
        "Stripe-Signature: t=" + now + ",v1=" + hmac(now + "." + body) + "\r\n",
        body);
  }

  /** Records so many events past the door, as if they had come while nobody worked. */
  void payUnheard(int count) throws SQLException {
    place(count);
    String[] bodies = new String[count];
    String[] references = new String[count];
    for (int i = 0; i < count; i++) {
      UUID order = next();
      bodies[i] = body(order);
      references[i] = order.toString();
    }
    try (Connection connection = database.application().getConnection();
        PreparedStatement statement = connection.prepareStatement(RECORD)) {
      statement.setArray(1, connection.createArrayOf("text", bodies));
      statement.setArray(2, connection.createArrayOf("text", references));
      statement.executeUpdate();
    }
  }

  private UUID next() {
    UUID order = waiting.poll();
    if (order == null) {
      throw new IllegalStateException("More orders were paid than placed");
    }
    return order;
  }

  private String body(UUID order) {
    String payment = order.toString().replace("-", "");
    return """
        {"id":"evt_%1$s","object":"event","type":"checkout.session.completed","created":%2$d,\
        "livemode":false,"data":{"object":{"id":"cs_%1$s","object":"checkout.session",\
        "mode":"payment","payment_status":"paid","amount_total":1000,"currency":"thb",\
        "payment_intent":"pi_%1$s","client_reference_id":"%3$s"}}}"""
        .formatted(payment, clock.instant().getEpochSecond(), order);
  }

  private String hmac(String message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
