package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@RunAsClient
@ExtendWith(ArquillianExtension.class)
class LimitsIT {
  private static final String WALLETS = "/api/v1/wallets";
  private static final String LOGIN = "/api/v1/auth/login";

  @Test
  void sayWithEveryAnswerWhatIsLeft() {
    Person person = Person.fromTelegram();

    for (int left = TestServer.WALLET_WRITES_LIMIT - 1; left >= 57; left--) {
      Response answer = open(person);
      answer.then().statusCode(400);
      assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"wallet-writes\";q=60;w=60");
      assertThat(answer.header("RateLimit"))
          .matches("\"wallet-writes\";r=" + left + ";t=([1-9]|[1-5][0-9]|60)");
      assertThat(answer.header("X-RateLimit-Limit")).isEqualTo("60");
      assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo(String.valueOf(left));
      assertThat(answer.header("X-RateLimit-Reset")).matches("[1-9]|[1-5][0-9]|60");
    }
    assertThat(person.call().get(WALLETS).header("RateLimit-Policy"))
        .startsWith("\"wallet-reads\"");
  }

  @Test
  void refuseWhoIsOverThemAndNobodyElse() {
    Person person = Person.fromTelegram();
    Person neighbour = Person.fromTelegram();
    for (int i = 0; i < TestServer.WALLET_WRITES_LIMIT; i++) {
      open(person).then().statusCode(400);
    }

    Response over = Api.refused(open(person), 429, "rate-limited");

    assertThat(over.header("Retry-After")).matches("[1-9]|[1-5][0-9]|60");
    assertThat(over.header("RateLimit")).startsWith("\"wallet-writes\";r=0;");
    assertThat(over.<String>path("detail")).startsWith("60 a minute is the limit of wallet-writes");
    open(neighbour).then().statusCode(400);
    person.call().get(WALLETS).then().statusCode(200);
  }

  /** As fast as eight connections can: guesses beyond the limit are never looked at. */
  @Test
  void endTheGuessingOfPasswordsFromOneAddress() {
    List<Integer> statuses = guess(TestServer.AUTH_LIMIT + 200, "198.51.100.66");

    assertThat(statuses.stream().filter(status -> status == 400)).hasSize(TestServer.AUTH_LIMIT);
    assertThat(statuses.stream().filter(status -> status == 429)).hasSize(200);
    assertThat(guess(1, "198.51.100.67")).containsExactly(400);
    assertThat(Person.fromTelegram().available()).isEqualTo("0.00");
  }

  private static Response open(Person person) {
    return person.wrongCall().body(Map.of("currency", "XXX")).post(WALLETS);
  }

  /** Statuses of many sign-ins that say nothing, so that no time goes into checking passwords. */
  private static List<Integer> guess(int times, String from) {
    URI door = TestServer.running().uri().resolve(LOGIN);
    HttpRequest request =
        HttpRequest.newBuilder(door)
            .header("Content-Type", "application/json")
            .header("X-Forwarded-For", from)
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    List<Integer> statuses = new ArrayList<>();
    while (statuses.size() < times) {
      List<CompletableFuture<HttpResponse<Void>>> sent = new ArrayList<>();
      for (int i = 0; i < Math.min(8, times - statuses.size()); i++) {
        sent.add(client.sendAsync(request, HttpResponse.BodyHandlers.discarding()));
      }
      sent.forEach(answer -> statuses.add(answer.join().statusCode()));
    }
    return statuses;
  }
}
