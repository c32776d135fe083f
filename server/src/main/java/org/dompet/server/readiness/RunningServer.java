package org.dompet.server.readiness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.dompet.server.place.Reason;

/** The server that is asked over HTTP, as anybody could ask it. It follows no redirects. */
public final class RunningServer {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Optional<URI> url;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /**
   * @param url where it should be; empty if nobody knows
   */
  public RunningServer(Optional<URI> url) {
    this.url = url;
  }

  /** There is no server, or it does not answer. */
  static final class Silent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Silent(String message) {
      super(message);
    }
  }

  URI url() {
    return url.orElseThrow(() -> new Silent("nobody knows where a server runs"));
  }

  Answer get(String path) {
    return send("GET", path, "", Map.of());
  }

  Answer get(String path, Map<String, String> headers) {
    return send("GET", path, "", headers);
  }

  /**
   * Asks.
   *
   * @throws Silent if there is no answer
   */
  Answer send(String method, String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url().resolve(path))
            .timeout(PATIENCE)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.headers(), answer.body());
    } catch (IOException away) {
      throw new Silent("no server answers at " + url() + " (" + Reason.of(away) + ")");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Silent("interrupted");
    }
  }
}
