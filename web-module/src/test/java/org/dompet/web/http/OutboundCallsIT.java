package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dompet.web.server.StripeStandIn;
import org.dompet.web.server.StripeStandIn.Trouble;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever another server does, ours answers soon, with a problem, and recovers with it. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
class OutboundCallsIT {
  /** Three attempts of a second each, with their pauses, on a machine that has much to do. */
  private static final Duration SOON = Duration.ofSeconds(12);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Person person = Person.fromTelegram();

  @BeforeEach
  @AfterEach
  void stripeWorksAndIsAsked() {
    StripeStandIn.works();
    Instant last = Instant.now().plus(PATIENCE);
    while (place(UUID.randomUUID().toString()).statusCode() != 201) {
      assertThat(Instant.now()).as("the breaker closes").isBefore(last);
    }
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void outliveTheTroubleOfOthers(Trouble trouble) {
    String key = UUID.randomUUID().toString();
    StripeStandIn.isIn(trouble);
    Instant start = Instant.now();
    Response refused = place(key);

    Api.refused(refused, 503, "provider-unavailable");
    assertThat(Duration.between(start, Instant.now())).isLessThan(SOON);
    assertThat(refused.asString()).doesNotContain(StripeStandIn.SECRET_KEY);
    assertThat(StripeStandIn.followed()).as("followed to elsewhere").isZero();
    assertThat(TestServer.printed()).doesNotContain(StripeStandIn.SECRET_KEY);

    StripeStandIn.works();
    Instant last = Instant.now().plus(PATIENCE);
    while (place(key).statusCode() != 201) {
      assertThat(Instant.now()).as("recovers").isBefore(last);
    }
  }

  @Test
  void areSeenInTheMetrics() {
    String metrics = Api.plain().get("/metrics").asString();
    for (String metric :
        List.of(
            "ft_invocations_total",
            "ft_retry_calls_total",
            "ft_timeout_calls_total",
            "ft_circuitbreaker_calls_total",
            "ft_bulkhead_calls_total")) {
      assertThat(metrics.lines())
          .as(metric)
          .anyMatch(
              line ->
                  line.startsWith(metric + "{")
                      && line.contains("org.dompet.onramp.StripeCheckout.open"));
    }
  }

  private Response place(String key) {
    return person
        .call()
        .header("Idempotency-Key", key)
        .body(
            Map.of(
                "walletId",
                person.walletId().toString(),
                "provider",
                "stripe",
                "amount",
                "10.00",
                "currency",
                "THB"))
        .post("/api/v1/onramp/orders");
  }
}
