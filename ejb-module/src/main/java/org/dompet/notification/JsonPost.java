package org.dompet.notification;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts JSON to an address that has a secret in it: the address appears in no message and no
 * exception. Follows no redirects, which would carry the secret elsewhere.
 */
final class JsonPost {
  /** An hour: who asks for more is asked again then. */
  private static final long LONGEST_PAUSE_SECONDS = 3_600;

  private final HttpClient client;
  private final URI address;
  private final Duration patience;

  /**
   * @param patience for the whole exchange
   */
  JsonPost(URI address, Duration patience) {
    this.address = address;
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * Posts it, and is content with any answer of 200 to 299.
   *
   * @throws DeliveryFailed with the status, or what kind of failure it was
   */
  void post(JsonObject body) throws DeliveryFailed {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
            .build();
    CompletableFuture<HttpResponse<InputStream>> exchange =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
    try {
      HttpResponse<InputStream> answer = exchange.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      // Its status is all we want to know: what else it says, however much, is not read.
      answer.body().close();
      if (answer.statusCode() / 100 != 2) {
        throw new DeliveryFailed("answered with status " + answer.statusCode(), pause(answer));
      }
    } catch (IOException unread) {
      throw new DeliveryFailed(unread.getClass().getSimpleName());
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      throw new DeliveryFailed(
          cause instanceof IOException ? cause.getClass().getSimpleName() : "could not be called");
    } catch (TimeoutException late) {
      exchange.cancel(true);
      throw new DeliveryFailed("did not answer within " + patience);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new DeliveryFailed("interrupted: the server is stopping");
    }
  }

  private static Duration pause(HttpResponse<?> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(seconds -> seconds.matches("[0-9]{1,9}"))
        .map(seconds -> Math.min(Long.parseLong(seconds), LONGEST_PAUSE_SECONDS))
        .map(Duration::ofSeconds)
        .orElse(Duration.ZERO);
  }
}
