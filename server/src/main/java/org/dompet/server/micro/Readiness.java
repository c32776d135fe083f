package org.dompet.server.micro;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;

/**
 * Waits until the application itself says that it is ready, or that nothing keeps it from being so
 * but what an operator has to do beside it: then it is up, and no start will make it better.
 */
public final class Readiness {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PAUSE_MILLIS = 100;
  private static final int SHOWN = 300;
  private static final Set<String> BESIDE = Set.of("backup", "restore-test", "secrets");
  private static final Pattern FAILING = Pattern.compile("\"failing\":\\[([^]]*)]");

  private final URI question;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  public Readiness(URI server) {
    this.question = server.resolve("/ready");
  }

  private static List<String> failing(String answer) {
    Matcher list = FAILING.matcher(answer);
    return list.find()
        ? Stream.of(list.group(1).split(",", -1))
            .map(name -> name.replace("\"", "").strip())
            .filter(name -> !name.isEmpty())
            .toList()
        : List.of();
  }

  /**
   * Returns when the answer is 200, or names nothing but what is beside it.
   *
   * @return the names of checks that fail all the same
   * @throws CannotRun with the answer, if it is not ready within a minute
   */
  public List<String> await() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String answer = "no answer";
    while (System.nanoTime() < deadline) {
      try {
        HttpRequest request =
            HttpRequest.newBuilder(question).timeout(Duration.ofSeconds(5)).build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() == 200) {
          return List.of();
        }
        List<String> failing = failing(response.body());
        if (!failing.isEmpty() && BESIDE.containsAll(failing)) {
          return failing;
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
