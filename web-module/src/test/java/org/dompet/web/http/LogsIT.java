package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@RunAsClient
@ExtendWith(ArquillianExtension.class)
class LogsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void nameTheRequestThatBroughtAnEventWhenItFailsInAnotherThread() {
    String request = "r-" + UUID.randomUUID();
    String event = "evt_" + UUID.randomUUID();
    String body = Webhook.stripeEvent(event, "test.refused", UUID.randomUUID(), "1.00");
    Webhook.wrongCall(body)
        .header("Stripe-Signature", Webhook.signature("v1", body))
        .header("X-Request-Id", request)
        .post("/webhooks/stripe")
        .then()
        .statusCode(202);
    List<String> lines =
        await(line -> line.contains("providerEventId=stripe:" + event) && line.contains("failed"));
    assertThat(lines)
        .hasSize(1)
        .allMatch(line -> line.contains("{requestId=" + request + ", "))
        .allMatch(line -> line.contains(" WARN  ["));
  }

  @Test
  void haveNoLineThatACallerMade() {
    String forged = "x\n2030-01-01T00:00:00.000Z INFO  [main] org.dompet.AUDIT forged";
    Webhook.wrongCall("{\"id\":\"" + forged + "\"}").post("/webhooks/stripe");
    Api.plain().body(Map.of("email", forged, "password", forged)).post("/api/v1/auth/login");
    Api.plain().get("/api/v1/wallets/x%0A2030-01-01T00:00:00.000Z%20INFO%20forged");
    assertThat(TestServer.printed().lines()).noneMatch(line -> line.startsWith("2030-"));
  }

  @Test
  void areInOurFormatForWhatTheServerSaysToo() {
    assertThat(
            TestServer.printed()
                .lines()
                // What is said before the application runs is the server's own.
                .dropWhile(line -> !line.contains("org.dompet.web.StartUp"))
                .filter(line -> !line.isBlank()))
        .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z [A-Z]+ +\\[.*|    \\| .*"));
  }

  private static List<String> await(Predicate<String> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<String> found = List.of();
    while (found.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      found = TestServer.printed().lines().filter(wanted).toList();
    }
    return found;
  }
}
