package org.dompet.ear;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The doors of the server, from outside. */
final class Api {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final String url;

  Api(String url) {
    this.url = url;
  }

  /** What came back. */
  record Answer(int status, String type, String text) {
    JsonNode json() throws IOException {
      return JSON.readTree(text);
    }
  }

  Answer get(String path, @Nullable String token) throws IOException {
    return send(request(path, token).GET());
  }

  Answer post(String path, @Nullable String token, String key, Object body) throws IOException {
    return send(
        request(path, token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  /** Any request, with a body that no door takes. */
  Answer send(String method, String path, @Nullable String token, String contentType)
      throws IOException {
    return send(
        request(path, token)
            .header("Content-Type", contentType)
            .method(
                method,
                method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}")));
  }

  /** Signs in with Telegram; the access token. */
  String signIn(long telegramId, String name) throws IOException, GeneralSecurityException {
    Answer answer =
        post(
            "/api/v1/auth/telegram/webapp-verify",
            null,
            "unused",
            Map.of("initData", Telegram.initData(telegramId, name)));
    if (answer.status() != 200) {
      throw new AssertionError(answer);
    }
    return answer.json().get("accessToken").textValue();
  }

  /** The first wallet of who holds the token. */
  JsonNode wallet(String token) throws IOException {
    return get("/api/v1/wallets", token).json().get("items").get(0);
  }

  private HttpRequest.Builder request(String path, @Nullable String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofMinutes(1));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private Answer send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
