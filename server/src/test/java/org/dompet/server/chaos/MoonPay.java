package org.dompet.server.chaos;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Plays the provider, who sends again what was not answered by 202. */
final class MoonPay {
  static final int ACCEPTED = 202;
  private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Clock clock = Clock.systemUTC();
  private final URI door;

  MoonPay(int port) {
    door = URI.create("http://127.0.0.1:" + port + "/webhooks/moonpay");
  }

  /** That a payment is complete. */
  static String completed(Customer.Order order) {
    return event(order.id(), order.payment(), "completed", 3, order.amount(), "usdt_trx");
  }

  /**
   * An event about a payment.
   *
   * @param minute when it happened: what tells two events of one status apart
   */
  static String event(
      String order, String payment, String status, int minute, String amount, String currency) {
    return """
        {"type":"transaction_updated","data":{"id":"%s","status":"%s","updatedAt":"%s",
         "baseCurrencyAmount":30,"quoteCurrencyAmount":%s,"currency":{"code":"%s"},
         "externalTransactionId":"%s","failureReason":null}}"""
        .formatted(payment, status, START.plusSeconds(60L * minute), amount, currency, order);
  }

  /** Sends, and does not wait for the answer. */
  CompletableFuture<HttpResponse<String>> send(String event) {
    long now = clock.instant().getEpochSecond();
    return http.sendAsync(
        HttpRequest.newBuilder(door)
            .header("Content-Type", "application/json")
            .header("Moonpay-Signature-V2", "t=" + now + ",s=" + hmac(now + "." + event))
            .POST(BodyPublishers.ofString(event))
            .build(),
        BodyHandlers.ofString());
  }

  /** The status that it is answered with; 0 if it is not. */
  int tell(String event) {
    return send(event).handle((answer, failed) -> answer == null ? 0 : answer.statusCode()).join();
  }

  /** Sends until it is accepted. */
  void insist(String event) {
    Eventually.holds(() -> tell(event) == ACCEPTED, () -> "Never accepted: " + event);
  }

  private static String hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(Installation.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
