package org.dompet.server.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One event about an order.
 *
 * @param path of the door it goes to
 * @param header that carries the signature: {@code t=<seconds>,<scheme>=<HMAC-SHA256 over t.body>}
 * @see <a href="https://dev.moonpay.com/reference/reference-webhooks-signature">MoonPay</a>
 * @see <a href="https://docs.stripe.com/webhooks#verify-manually">Stripe</a>
 */
public record SignedEvent(String path, String header, String signature, String body) {

  /** How MoonPay names what it sells; the network is part of the name. */
  private static final Map<String, String> MOONPAY_CODES =
      Map.of("USDT", "usdt_trx", "BTC", "btc", "TON", "ton", "ETH", "eth");

  /**
   * MoonPay's event about a transaction, which is the same one for an order whenever it is asked
   * for.
   *
   * @param status {@code pending}, {@code completed} or {@code failed}
   */
  public static SignedEvent ofMoonPay(
      PlacedOrder order, String status, String secret, Clock clock) {
    Instant now = clock.instant();
    String body =
        """
        {"type":"%s","data":{"id":"%s","status":"%s","updatedAt":"%s",\
        "externalTransactionId":"%s","currency":{"code":"%s","type":"crypto"},\
        "quoteCurrencyAmount":%s,"baseCurrency":{"code":"usd","type":"fiat"},"baseCurrencyAmount":%s,\
        "cryptoTransactionId":%s,"failureReason":%s}}"""
            .formatted(
                status.equals("failed") ? "transaction_failed" : "transaction_updated",
                payment(order),
                status,
                now.truncatedTo(ChronoUnit.MILLIS),
                order.id(),
                MOONPAY_CODES.getOrDefault(
                    order.currency(), order.currency().toLowerCase(Locale.ROOT)),
                plain(order.amount()),
                plain(order.amount()),
                status.equals("completed") ? "\"demo-" + payment(order) + "\"" : "null",
                status.equals("failed") ? "\"card_declined\"" : "null");
    return signed("/webhooks/moonpay", "Moonpay-Signature-V2", "s", body, secret, now);
  }

  /**
   * Stripe's event about the checkout, or the refund, of an order.
   *
   * @param status {@code completed}, {@code expired} or {@code refunded}
   */
  public static SignedEvent ofStripe(PlacedOrder order, String status, String secret, Clock clock) {
    Instant now = clock.instant();
    String payment = "pi_demo_" + payment(order).toString().replace("-", "");
    String cents = order.amount().movePointRight(2).toBigInteger().toString();
    String currency = order.currency().toLowerCase(Locale.ROOT);
    String object =
        status.equals("refunded")
            ? """
            {"id":"ch_demo","object":"charge","amount":%s,"amount_refunded":%s,"refunded":true,\
            "currency":"%s","payment_intent":"%s","metadata":{"order_id":"%s"}}"""
                .formatted(cents, cents, currency, payment, order.id())
            : """
            {"id":"cs_demo","object":"checkout.session","mode":"payment","status":"%s",\
            "payment_status":"%s","amount_total":%s,"currency":"%s","payment_intent":"%s",\
            "client_reference_id":"%s","metadata":{"order_id":"%s"}}"""
                .formatted(
                    status.equals("completed") ? "complete" : "expired",
                    status.equals("completed") ? "paid" : "unpaid",
                    cents,
                    currency,
                    payment,
                    order.id(),
                    order.id());
    String body =
        """
        {"id":"evt_%s","object":"event","type":"%s","created":%d,"livemode":false,\
        "data":{"object":%s}}"""
            .formatted(
                UUID.randomUUID().toString().replace("-", ""),
                status.equals("refunded") ? "charge.refunded" : "checkout.session." + status,
                now.getEpochSecond(),
                object);
    return signed("/webhooks/stripe", "Stripe-Signature", "v1", body, secret, now);
  }

  /** The call that delivers it. */
  public HttpRequest to(URI server) {
    return HttpRequest.newBuilder(server.resolve(path))
        .header("Content-Type", "application/json")
        .header(header, signature)
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static SignedEvent signed(
      String path, String header, String scheme, String body, String secret, Instant now) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      byte[] digest = mac.doFinal((now.getEpochSecond() + "." + body).getBytes(UTF_8));
      String signature =
          "t=" + now.getEpochSecond() + "," + scheme + "=" + HexFormat.of().formatHex(digest);
      return new SignedEvent(path, header, signature, body);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** One payment for an order: told twice, it is still the same one. */
  private static UUID payment(PlacedOrder order) {
    return UUID.nameUUIDFromBytes(("demo payment of " + order.id()).getBytes(UTF_8));
  }

  private static String plain(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }
}
