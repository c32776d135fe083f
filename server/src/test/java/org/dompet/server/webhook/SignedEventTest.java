package org.dompet.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Signatures were computed with {@code openssl dgst -sha256 -hmac}. */
class SignedEventTest {
  private static final String SECRET = "demo-secret-of-thirty-two-letters";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T10:00:00.123456Z"), ZoneOffset.UTC);
  private static final UUID ID = UUID.fromString("019a1fda-0000-7000-8000-000000000001");

  @Test
  void signsAsMoonPayDoes() {
    SignedEvent event =
        SignedEvent.ofMoonPay(order("MOONPAY", "USDT", "25.500000"), "completed", SECRET, CLOCK);

    assertThat(event.path()).isEqualTo("/webhooks/moonpay");
    assertThat(event.header()).isEqualTo("Moonpay-Signature-V2");
    assertThat(event.body())
        .contains("\"type\":\"transaction_updated\"")
        .contains("\"externalTransactionId\":\"" + ID + "\"")
        .contains("\"updatedAt\":\"2026-11-21T10:00:00.123Z\"")
        .contains("\"currency\":{\"code\":\"usdt_trx\"")
        .contains("\"quoteCurrencyAmount\":25.5,");
    assertThat(event.signature())
        .isEqualTo(
            "t=1795255200,s=3f58ee20867a5a17d4bca491525be3b56f5b83caa61ecbaed996d00f7a43ec27");
  }

  @Test
  void signsAsStripeDoesInTheSmallestUnit() {
    SignedEvent event =
        SignedEvent.ofStripe(order("STRIPE", "THB", "100.25"), "refunded", SECRET, CLOCK);

    assertThat(event.path()).isEqualTo("/webhooks/stripe");
    assertThat(event.body())
        .contains("\"type\":\"charge.refunded\"")
        .contains("\"amount_refunded\":10025,")
        .contains("\"created\":1795255200,")
        .contains("\"metadata\":{\"order_id\":\"" + ID + "\"}");
    assertThat(event.signature()).matches("t=1795255200,v1=[0-9a-f]{64}");
  }

  @Test
  void tellsOfOnePaymentHoweverOftenItIsAsked() {
    PlacedOrder order = order("MOONPAY", "BTC", "0.001");

    assertThat(SignedEvent.ofMoonPay(order, "completed", SECRET, CLOCK))
        .isEqualTo(SignedEvent.ofMoonPay(order, "completed", SECRET, CLOCK));
  }

  @Test
  void goesToTheDoorOfTheRunningServer() {
    SignedEvent event = SignedEvent.ofStripe(order("STRIPE", "THB", "1"), "expired", SECRET, CLOCK);

    assertThat(event.to(URI.create("http://127.0.0.1:8080")).uri())
        .hasToString("http://127.0.0.1:8080/webhooks/stripe");
  }

  private static PlacedOrder order(String provider, String currency, String amount) {
    return new PlacedOrder(ID, provider, currency, new BigDecimal(amount));
  }
}
