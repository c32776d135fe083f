package org.dompet.server.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody with a wallet, who tops it up and looks whether the money has arrived. */
final class Customer {
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final Pattern TOKEN = Pattern.compile("\"accessToken\":\"([^\"]+)\"");
  private static final Pattern AVAILABLE = Pattern.compile("\"available\":\"([^\"]+)\"");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Installation installation;
  private final String token;
  private final String wallet;

  Customer(Installation installation) throws IOException, InterruptedException {
    this.installation = installation;
    this.token =
        found(
            TOKEN,
            post(
                "/auth/register",
                "",
                """
                {"email":"%s@example.com","password":"correct horse battery","displayName":"Chai"}"""
                    .formatted(UUID.randomUUID())));
    this.wallet = found(ID, post("/wallets", token, "{\"currency\":\"USDT\"}"));
  }

  /**
   * A top-up.
   *
   * @param payment the provider's name for it
   * @param amount in USDT
   */
  record Order(String id, String payment, String amount) {}

  Order order(String amount) throws IOException, InterruptedException {
    String body =
        "{\"walletId\":\"%s\",\"provider\":\"moonpay\",\"amount\":\"%s\",\"currency\":\"USDT\"}"
            .formatted(wallet, amount);
    return new Order(
        found(ID, post("/onramp/orders", token, body)), "tx_" + UUID.randomUUID(), amount);
  }

  /** Gives some to somebody else. */
  void pay(Customer other, String amount) throws IOException, InterruptedException {
    post(
        "/transfers",
        token,
        "{\"fromWalletId\":\"%s\",\"to\":{\"walletId\":\"%s\"},\"amount\":\"%s\",\"currency\":\"USDT\"}"
            .formatted(wallet, other.wallet, amount));
  }

  String available() {
    try {
      return found(AVAILABLE, send(request("/wallets/" + wallet, token).GET().build()));
    } catch (IOException failed) {
      throw new AssertionError(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  /** The account that holds the wallet's money. */
  UUID account() {
    return UUID.fromString(
        installation
            .database()
            .text("select available_account from wallet where id = ?", UUID.fromString(wallet)));
  }

  /**
   * Once nothing waits any more: each of these orders, which are all that this person ever paid
   * for, was credited, and once; the books balance.
   */
  void proveCreditedOnce(Collection<Order> orders) {
    Database database = installation.database();
    database.awaitEmptyInbox();
    for (Order order : orders) {
      assertThat(
              database.text(
                  "select status from onramp_order where id = ?", UUID.fromString(order.id())))
          .as("order %s, whose events came to %s", order.id(), fates(order))
          .isEqualTo("COMPLETED");
      assertThat(
              database.number(
                  """
                  select count(*) from journal_entry
                   where reference = ? and kind = 'ONRAMP_CREDIT'""",
                  order.id()))
          .as("credits of order %s", order.id())
          .isEqualTo(1);
    }
    BigDecimal paid =
        orders.stream()
            .map(order -> new BigDecimal(order.amount()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(new BigDecimal(available())).isEqualByComparingTo(paid);
    database.proveBooks();
  }

  void proveCreditedOnce(Order order) {
    proveCreditedOnce(List.of(order));
  }

  private String fates(Order order) {
    return installation
        .database()
        .text(
            """
            select string_agg(state || ' ' || coalesce(last_error, ''), ', ')
              from webhook_event where reference = ?""",
            order.id());
  }

  private String post(String path, String bearer, String body)
      throws IOException, InterruptedException {
    return send(
        request(path, bearer)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder request(String path, String bearer) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + installation.port() + "/api/v1" + path));
    return bearer.isEmpty() ? request : request.header("Authorization", "Bearer " + bearer);
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return answer.body();
  }

  private static String found(Pattern pattern, String json) {
    Matcher matcher = pattern.matcher(json);
    assertThat(matcher.find()).as(json).isTrue();
    return matcher.group(1);
  }
}
