package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.restassured.response.Response;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.dompet.web.server.StripeStandIn;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@RunAsClient
@ExtendWith(ArquillianExtension.class)
class OnrampOrdersIT {
  /** As many calls as the circuit breaker looks back. */
  private static final int WINDOW = 10;

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String ORDERS = "/api/v1/onramp/orders";

  private final Person person = Person.fromTelegram();

  /** What earlier tests did to Stripe must not open the breaker in this one. */
  @BeforeEach
  void stripeHasBeenWellForAWhile() {
    StripeStandIn.works();
    int well = 0;
    Instant last = now().plus(PATIENCE);
    while (well < WINDOW) {
      assertThat(now()).as("the breaker closes").isBefore(last);
      well = stripe(key(), "1.00").statusCode() == 201 ? well + 1 : 0;
    }
    StripeStandIn.works();
  }

  @Test
  void openACheckoutAtStripe() {
    Response placed = stripe(key(), "500.25");

    placed
        .then()
        .statusCode(201)
        .header("Location", endsWith(ORDERS + "/" + placed.path("id")))
        .header("Idempotency-Replayed", nullValue())
        .body("status", equalTo("PENDING"))
        .body("provider", equalTo("stripe"))
        .body("walletId", equalTo(person.walletId().toString()))
        .body("amount", equalTo("500.25"))
        .body("currency", equalTo("THB"))
        .body("checkoutUrl", equalTo("https://checkout.stripe.com/c/pay/cs_test_1"))
        .body("credited", nullValue());
    Instant expires = Instant.parse(placed.path("expiresAt"));
    assertThat(Duration.between(Instant.parse(placed.path("createdAt")), expires))
        .isEqualTo(Duration.ofHours(1));

    String id = placed.path("id");
    assertThat(StripeStandIn.asked()).hasSize(1);
    LoggedRequest asked = StripeStandIn.asked().get(0);
    assertThat(asked.getHeader("Authorization")).isEqualTo("Bearer " + StripeStandIn.SECRET_KEY);
    assertThat(asked.getHeader("Idempotency-Key")).isEqualTo(id);
    assertThat(form(asked))
        .containsEntry("mode", "payment")
        .containsEntry("client_reference_id", id)
        .containsEntry("metadata[order_id]", id)
        .containsEntry("payment_intent_data[metadata][order_id]", id)
        .containsEntry("line_items[0][quantity]", "1")
        .containsEntry("line_items[0][price_data][currency]", "thb")
        .containsEntry("line_items[0][price_data][unit_amount]", "50025")
        .containsEntry("success_url", "https://app.example/paid?order=" + id)
        .containsEntry(
            "expires_at", String.valueOf(expires.plus(Duration.ofMinutes(31)).getEpochSecond()));
    assertThat(person.call().get(ORDERS + "/" + id).asString()).isEqualTo(placed.asString());
  }

  @Test
  void arePlacedOnceForAKey() {
    String key = key();
    Response first = stripe(key, "20.00");
    Response again = stripe(key, "20");

    again.then().statusCode(201).header("Idempotency-Replayed", equalTo("true"));
    assertThat(again.asString()).isEqualTo(first.asString());
    assertThat(StripeStandIn.asked()).hasSize(1);
    Api.refused(stripe(key, "20.01"), 422, "idempotency-key-reused");
    Response others = place(Person.fromTelegram(), key, "stripe", "20.00", "THB");
    assertThat(others.<String>path("id")).isNotEqualTo(first.path("id"));
  }

  @Test
  void areOneOrderFromManyThreadsWithOneKey() throws Exception {
    String key = key();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Future<Response>> running = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        running.add(threads.submit(() -> stripe(key, "30.00")));
      }
      List<String> ids = new ArrayList<>();
      for (Future<Response> answer : running) {
        answer.get().then().statusCode(201).body("checkoutUrl", notNullValue());
        ids.add(answer.get().path("id"));
      }
      assertThat(ids).containsOnly(ids.get(0));
      assertThat(StripeStandIn.asked())
          .extracting(asked -> asked.getHeader("Idempotency-Key"))
          .containsOnly(ids.get(0));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void areKeptWhileStripeIsDownAndOpenedByTheSameRequest() {
    StripeStandIn.isDown();
    String key = key();

    Response down = stripe(key, "40.00");
    Api.refused(down, 503, "provider-unavailable");
    assertThat(down.header("Retry-After")).isEqualTo("10");
    Response kept = person.call().queryParam("limit", 1).get(ORDERS);
    kept.then()
        .body("items[0].amount", equalTo("40.00"))
        .body("items[0].status", equalTo("PENDING"))
        .body("items[0].checkoutUrl", nullValue());
    // Three attempts; the JDK repeats a request of its own when a connection is reset.
    assertThat(StripeStandIn.asked())
        .hasSizeBetween(3, 6)
        .extracting(asked -> asked.getHeader("Idempotency-Key"))
        .containsOnly(kept.<String>path("items[0].id"));

    StripeStandIn.works();
    Response opened = stripe(key, "40.00");
    opened
        .then()
        .statusCode(201)
        .header("Idempotency-Replayed", nullValue())
        .body("id", equalTo(kept.path("items[0].id")))
        .body("checkoutUrl", notNullValue());
    stripe(key, "40.00").then().statusCode(201).header("Idempotency-Replayed", equalTo("true"));
  }

  @Test
  void waitForStripeNoLongerThanConfiguredAndNotTwice() {
    StripeStandIn.isSlow();
    Instant began = now();

    Api.refused(stripe(key(), "50.00"), 503, "provider-unavailable");

    assertThat(Duration.between(began, now())).isBetween(ofMillis(900), ofMillis(2_900));
    assertThat(StripeStandIn.asked()).hasSize(1);
  }

  @Test
  void tryAgainWhenStripeSaysThatTheFaultIsItsOwn() {
    for (int status : new int[] {500, 503, 429}) {
      StripeStandIn.failsOnce(status);
      Response placed = stripe(key(), "60.00");
      placed.then().statusCode(201).body("checkoutUrl", notNullValue());
      assertThat(StripeStandIn.asked())
          .hasSize(2)
          .extracting(asked -> asked.getHeader("Idempotency-Key"))
          .containsOnly(placed.<String>path("id"));
      assertThat(StripeStandIn.asked().get(0).getBodyAsString())
          .isEqualTo(StripeStandIn.asked().get(1).getBodyAsString());
    }
  }

  @Test
  void areRefusedIfStripeRefusesTheAmount() {
    StripeStandIn.answers(
        400,
        "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"amount_too_small\",\"message\":\"m\"}}");
    Response answer = stripe(key(), "0.01");
    Api.refused(answer, 422, "invalid-amount");
    assertThat(answer.<String>path("errors[0].field")).isEqualTo("amount");
    assertThat(StripeStandIn.asked()).hasSize(1);
  }

  @Test
  void tellNobodyWhyStripeRefusesUsAndDoNotInsist() {
    for (int status : new int[] {400, 401, 402, 403, 404, 409}) {
      StripeStandIn.answers(
          status, "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Invalid sk_\"}}");
      Response answer = stripe(key(), "70.00");
      Api.refused(answer, 503, "provider-unavailable");
      assertThat(answer.asString()).doesNotContain("sk_");
      assertThat(StripeStandIn.asked()).hasSize(1);
    }
    StripeStandIn.answers(200, "<html>");
    Api.refused(stripe(key(), "70.00"), 503, "provider-unavailable");
    assertThat(TestServer.printed()).doesNotContain(StripeStandIn.SECRET_KEY);
  }

  @Test
  void leaveStripeAloneOnceItHasFailedOftenAndComeBack() {
    StripeStandIn.answers(500, "{}");
    for (int i = 0; i < WINDOW; i++) {
      Api.refused(stripe(key(), "80.00"), 503, "provider-unavailable");
    }
    // Each would have asked three times, had the breaker not opened on the way.
    assertThat(StripeStandIn.asked()).hasSizeLessThan(2 * WINDOW);

    StripeStandIn.works();
    String key = key();
    Instant last = now().plus(PATIENCE);
    while (stripe(key, "80.00").statusCode() != 201) {
      assertThat(now()).as("the breaker closes").isBefore(last);
    }
    assertThat(StripeStandIn.asked()).hasSize(1);
  }

  @Test
  void signTheAddressOfMoonPaysWidget() throws Exception {
    String wallet = wallet("USDT");
    Response placed = place(person, key(), "moonpay", wallet, "25.5", "USDT");

    placed
        .then()
        .statusCode(201)
        .body("status", equalTo("PENDING"))
        .body("amount", equalTo("25.500000"));
    URI widget = URI.create(placed.path("checkoutUrl"));
    assertThat(widget.getHost()).isEqualTo("buy-sandbox.moonpay.com");
    String query = widget.getRawQuery();
    int end = query.lastIndexOf("&signature=");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(TestServer.MOONPAY_KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] signed = mac.doFinal(("?" + query.substring(0, end)).getBytes(StandardCharsets.UTF_8));
    assertThat(URLDecoder.decode(query.substring(end + 11), StandardCharsets.UTF_8))
        .isEqualTo(Base64.getEncoder().encodeToString(signed));
    assertThat(decoded(query.substring(0, end)))
        .containsEntry("apiKey", "pk_test_dompet")
        .containsEntry("currencyCode", "usdt_trx")
        .containsEntry("quoteCurrencyAmount", "25.5")
        .containsEntry("externalTransactionId", placed.path("id"))
        .containsEntry("externalCustomerId", person.id().toString());
  }

  @Test
  void areRefusedForWhatAProviderDoesNotTopUp() {
    Api.refused(place(person, key(), "moonpay", "10", "THB"), 422, "currency-mismatch");
    Api.refused(
        place(person, key(), "stripe", wallet("TON"), "10", "TON"), 422, "currency-mismatch");
    Api.refused(place(person, key(), "stripe", "10", "USD"), 422, "currency-mismatch");
    assertThat(StripeStandIn.asked()).isEmpty();
  }

  @Test
  void areRefusedForWhatIsNoOrder() {
    for (String amount : List.of("0", "0.00", "0.001", "100000000000000000000")) {
      assertThat(order(key(), "stripe", amount, "THB").statusCode()).as(amount).isIn(400, 422);
    }
    Api.refused(order(key(), "paypal", "10", "THB"), 400, "invalid-request");
    Api.refused(order(key(), "stripe", "10", "EUR"), 400, "invalid-request");
    Api.refused(order(key(), "stripe", "-1", "THB"), 422, "invalid-amount");
    Api.refused(
        person.wrongCall().body(body(person.walletId(), "stripe", "10", "THB")).post(ORDERS),
        400,
        "idempotency-key-missing");
    Api.refused(
        place(person, key(), "stripe", UUID.randomUUID().toString(), "10", "THB"),
        404,
        "not-found");
    Person other = Person.fromTelegram();
    Api.refused(
        place(person, key(), "stripe", other.walletId().toString(), "10", "THB"), 404, "not-found");
    assertThat(StripeStandIn.asked()).isEmpty();
  }

  @Test
  void areForTheirOwnersEyes() {
    String id = stripe(key(), "10.00").path("id");
    Person other = Person.fromTelegram();

    Api.refused(other.call().get(ORDERS + "/" + id), 404, "not-found");
    Api.refused(person.wrongCall().get(ORDERS + "/nonsense"), 404, "not-found");
    Api.refused(Api.wrongCall().get(ORDERS + "/" + id), 401, "unauthenticated");
    other.call().get(ORDERS).then().statusCode(200).body("items.size()", equalTo(0));
  }

  @Test
  void areListedNewestFirstInPages() {
    Person somebody = Person.fromTelegram();
    List<String> placed = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      placed.add(0, place(somebody, key(), "stripe", i + ".00", "THB").path("id"));
    }
    List<String> listed = new ArrayList<>();
    String cursor = null;
    do {
      Response page =
          cursor == null
              ? somebody.call().queryParam("limit", 2).get(ORDERS)
              : somebody.call().queryParam("limit", 2).queryParam("cursor", cursor).get(ORDERS);
      page.then().statusCode(200);
      listed.addAll(page.path("items.id"));
      cursor = page.path("nextCursor");
    } while (cursor != null);
    assertThat(listed).isEqualTo(placed);
    Api.refused(somebody.wrongCall().queryParam("cursor", "x").get(ORDERS), 400, "invalid-request");
  }

  @Test
  void areOfferedByTheFeaturesToEverybody() {
    Api.call()
        .get("/api/v1/features")
        .then()
        .statusCode(200)
        .body("telegramSignIn", equalTo(true))
        .body("onramp.provider", containsInAnyOrder("moonpay", "stripe"))
        .body(
            "onramp.find { it.provider == 'stripe' }.currencies",
            equalTo(List.of("THB", "USD", "IDR")))
        .body(
            "onramp.find { it.provider == 'moonpay' }.currencies",
            equalTo(List.of("USDT", "BTC", "TON", "ETH")));
  }

  private Response stripe(String key, String thb) {
    return place(person, key, "stripe", thb, "THB");
  }

  private String wallet(String currency) {
    return person.call().body(Map.of("currency", currency)).post("/api/v1/wallets").path("id");
  }

  private static Response place(
      Person who, String key, String provider, String amount, String currency) {
    return place(who, key, provider, who.walletId().toString(), amount, currency);
  }

  private static Response place(
      Person who, String key, String provider, String wallet, String amount, String currency) {
    return who.call()
        .header("Idempotency-Key", key)
        .body(body(UUID.fromString(wallet), provider, amount, currency))
        .post(ORDERS);
  }

  /** A request that may be wrong. */
  private Response order(String key, String provider, String amount, String currency) {
    return person
        .wrongCall()
        .header("Idempotency-Key", key)
        .body(body(person.walletId(), provider, amount, currency))
        .post(ORDERS);
  }

  private static Map<String, String> body(
      UUID wallet, String provider, String amount, String currency) {
    return Map.of(
        "walletId",
        wallet.toString(),
        "provider",
        provider,
        "amount",
        amount,
        "currency",
        currency);
  }

  private static Map<String, String> form(LoggedRequest request) {
    return decoded(request.getBodyAsString());
  }

  private static Map<String, String> decoded(String query) {
    return Arrays.stream(query.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static Duration ofMillis(long millis) {
    return Duration.ofMillis(millis);
  }

  private static Instant now() {
    return Instant.now();
  }
}
