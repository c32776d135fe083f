package org.dompet.bench.http;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.dompet.time.UuidV7;

/** People with a wallet each, signed in as Telegram signs them in. */
final class People {
  /** Somebody's access token and wallet. */
  record Person(String token, UUID walletId) {}

  private final List<Person> people = new ArrayList<>();

  People(int count, int port, String botToken, Clock clock)
      throws IOException, GeneralSecurityException {
    try (HttpConnection http = new HttpConnection(port)) {
      for (int i = 1; i <= count; i++) {
        String initData = initData(botToken, 5_000_000L + i, clock);
        JsonObject session =
            read(
                http.exchange(
                    HttpRequest.post(
                        "/api/v1/auth/telegram/webapp-verify",
                        "",
                        "{\"initData\":\"" + initData + "\"}")));
        String token = session.getString("accessToken");
        JsonObject wallets =
            read(http.exchange(HttpRequest.get("/api/v1/wallets", HttpRequest.bearer(token))));
        String id = wallets.getJsonArray("items").getJsonObject(0).getString("id");
        people.add(new Person(token, UUID.fromString(id)));
      }
    }
  }

  List<UUID> walletIds() {
    return people.stream().map(Person::walletId).toList();
  }

  private Person any() {
    return people.get(ThreadLocalRandom.current().nextInt(people.size()));
  }

  /** Asks for a transfer of one satang between two of them. */
  byte[] transfer(Clock clock) {
    Person from = any();
    Person to = any();
    while (to.walletId().equals(from.walletId())) {
      to = any();
    }
    return HttpRequest.post(
        "/api/v1/transfers",
        HttpRequest.bearer(from.token()) + "Idempotency-Key: " + UuidV7.next(clock) + "\r\n",
        "{\"fromWalletId\":\""
            + from.walletId()
            + "\",\"to\":{\"walletId\":\""
            + to.walletId()
            + "\"},\"amount\":\"0.01\",\"currency\":\"THB\",\"note\":\"bench\"}");
  }

  private static JsonObject read(HttpConnection.Answer answer) {
    if (answer.status() != 200) {
      throw new IllegalStateException("Status " + answer.status() + ": " + answer.body());
    }
    try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    }
  }

  private static String initData(String botToken, long id, Clock clock)
      throws GeneralSecurityException {
    String user = "{\"id\":" + id + ",\"first_name\":\"Person " + id + "\"}";
    long now = clock.instant().getEpochSecond();
    String fields = "auth_date=" + now + "\nuser=" + user;
    String hash =
        HexFormat.of()
            .formatHex(hmac(hmac("WebAppData".getBytes(StandardCharsets.UTF_8), botToken), fields));
    return "auth_date="
        + now
        + "&user="
        + URLEncoder.encode(user, StandardCharsets.UTF_8)
        + "&hash="
        + hash;
  }

  private static byte[] hmac(byte[] key, String message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
  }
}
