package org.dompet.onramp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.StringReader;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.dompet.money.Money;
import org.dompet.outbound.AnswerLimit;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/**
 * Opens Stripe's checkout for an order. The order's id is Stripe's idempotency key: repeating the
 * request opens nothing twice, which is why it may be repeated at all. So everything in it comes
 * from the order alone, and nothing from the clock.
 *
 * <p>How often, for how long and how many at once: {@code dompet.outbound.stripe.*}.
 */
@ApplicationScoped
class StripeCheckout {
  private static final String VERSION = "2024-06-20";

  /**
   * By how long Stripe's page outlives the order: a session must last half an hour from when it is
   * opened, also if it is opened in the order's last minute.
   */
  private static final Duration GRACE = Duration.ofMinutes(31);

  private static final Duration MOST_FOR_CONNECTING = Duration.ofSeconds(2);

  private StripeSettings settings;
  private StripeApi api;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected StripeCheckout() {}

  @Inject
  StripeCheckout(StripeSettings settings) {
    this.settings = settings;
    long answer = settings.timeout().toMillis();
    this.api =
        RestClientBuilder.newBuilder()
            .baseUri(settings.url())
            .connectTimeout(Math.min(answer, MOST_FOR_CONNECTING.toMillis()), TimeUnit.MILLISECONDS)
            .readTimeout(answer, TimeUnit.MILLISECONDS)
            .followRedirects(false)
            .register(new AnswerLimit(settings.timeout()))
            .build(StripeApi.class);
  }

  /**
   * Opens it, or finds the one that was opened before.
   *
   * @throws StripeFailure if Stripe is down, slow, or refuses
   * @throws org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException if it took
   *     too long in all, or failed so often that it is not asked for a while
   */
  @Transactional(Transactional.TxType.NEVER)
  @Retry(delay = 200, jitter = 100, maxDuration = 10_000, retryOn = StripeFailure.Down.class)
  @CircuitBreaker(
      failureRatio = 0.5,
      failOn = {StripeFailure.Down.class, StripeFailure.Slow.class, TimeoutException.class})
  @Timeout(35_000)
  @Bulkhead
  Checkout open(Order order) {
    try {
      return read(
          api.openSession(
              "Bearer " + settings.secretKey().orElseThrow().reveal(),
              VERSION,
              order.id().toString(),
              form(order)));
    } catch (StripeFailure failure) {
      throw failure;
    } catch (RuntimeException failure) {
      throw classified(failure);
    }
  }

  private String form(Order order) {
    String id = order.id().toString();
    Money amount = order.amount();
    Map<String, String> form = new LinkedHashMap<>();
    form.put("mode", "payment");
    form.put("client_reference_id", id);
    form.put("metadata[order_id]", id);
    // Copied by Stripe to the charge, and so to its refunds.
    form.put("payment_intent_data[metadata][order_id]", id);
    form.put("line_items[0][quantity]", "1");
    form.put("line_items[0][price_data][currency]", StripeAmount.code(amount.currency()));
    form.put("line_items[0][price_data][unit_amount]", String.valueOf(StripeAmount.units(amount)));
    form.put("line_items[0][price_data][product_data][name]", "Wallet top-up");
    form.put("expires_at", String.valueOf(order.expiresAt().plus(GRACE).getEpochSecond()));
    settings.successUrl().ifPresent(url -> form.put("success_url", url.replace("{ORDER_ID}", id)));
    settings.cancelUrl().ifPresent(url -> form.put("cancel_url", url.replace("{ORDER_ID}", id)));
    return form.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static Checkout read(String answer) {
    try (JsonReader json = Json.createReader(new StringReader(answer))) {
      JsonObject session = json.readObject();
      return new Checkout(session.getString("url"), session.getString("id"));
    } catch (JsonException | NullPointerException | ClassCastException unreadable) {
      throw new StripeFailure.Down("Stripe answered something else than a session");
    }
  }

  /** What the network did, which the client wraps in an exception of its own. */
  private static RuntimeException classified(RuntimeException failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof StripeFailure known) {
        return known;
      }
      if (at instanceof SocketTimeoutException) {
        return new StripeFailure.Slow("Stripe did not answer in time");
      }
      if (at instanceof IOException) {
        return new StripeFailure.Down("Stripe was not reached: " + at.getMessage());
      }
    }
    return failure;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
