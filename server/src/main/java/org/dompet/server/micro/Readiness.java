package org.dompet.server.micro;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;

/** Waits until the application itself says that it is ready. */
public final class Readiness {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PAUSE_MILLIS = 100;
  private static final int SHOWN = 300;

  private final URI question;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  public Readiness(URI server) {
    this.question = server.resolve("/health/ready");
  }

  /**
   * Returns when the answer is 200.
   *
   * @throws CannotRun with the answer, if it is not ready within a minute
   */
  public void await() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String answer = "no answer";
    while (System.nanoTime() < deadline) {
      try {
        HttpRequest request =
            HttpRequest.newBuilder(question).timeout(Duration.ofSeconds(5)).build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() == 200) {
          return;
        }
        answer = response.statusCode() + " " + response.body().strip();
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (IOException e) {
        answer = Optional.ofNullable(e.getMessage()).orElse("no connection");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new CannotRun(
        ExitCode.APPLICATION,
        "the application started but is not ready ("
            + answer.substring(0, Math.min(SHOWN, answer.length()))
            + ").");
  }
}
