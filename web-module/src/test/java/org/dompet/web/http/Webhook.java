package org.dompet.web.http;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.dompet.web.server.TestServer;

/** Plays a provider's part. */
final class Webhook {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Webhook() {}

  static Response stripe(String body) {
    return stripe("/webhooks/stripe", body);
  }

  static Response stripe(String path, String body) {
    return call(body).header("Stripe-Signature", signature("v1", body)).post(path);
  }

  static Response moonpay(String body) {
    return call(body)
        .header("Moonpay-Signature-V2", signature("s", body))
        .post("/webhooks/moonpay");
  }

  static Response telegram(String body) {
    return call(body)
        .header("X-Telegram-Bot-Api-Secret-Token", TestServer.WEBHOOK_SECRET)
        .post("/webhooks/telegram");
  }

  /** A call that is wrong on purpose; its answer must be as {@code openapi.yaml} says. */
  static RequestSpecification wrongCall(String body) {
    return Api.wrongCall().body(body.getBytes(StandardCharsets.UTF_8));
  }

  private static RequestSpecification call(String body) {
    return Api.call().body(body.getBytes(StandardCharsets.UTF_8));
  }

  /** {@code t=…,<scheme>=…} for now. */
  static String signature(String scheme, String body) {
    long now = Instant.now().getEpochSecond();
    return "t=" + now + "," + scheme + "=" + hmac(now + "." + body);
  }

  static String hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              TestServer.WEBHOOK_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** An event of Stripe's that the handler for tests knows. */
  static String stripeEvent(String id, String type, UUID account, String amount) {
    return "{\"id\":\"%s\",\"type\":\"%s\",\"created\":%d,\"data\":{\"object\":{\"id\":\"obj_%s\",\"account\":\"%s\",\"amount\":\"%s\",\"client_secret\":\"pi_secret\"}}}"
        .formatted(id, type, Instant.now().getEpochSecond(), id, account, amount);
  }

  /** The event's state, once it is what was expected or the patience is over. */
  static String stateOf(String eventId, String expected) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String state = "";
    while (!state.equals(expected) && System.nanoTime() < deadline) {
      List<Object> found =
          Rows.column(
              TestServer.running().database(),
              "select state from webhook_event where event_id = ?",
              eventId);
      state = found.isEmpty() ? "" : (String) found.get(0);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    return state;
  }
}
