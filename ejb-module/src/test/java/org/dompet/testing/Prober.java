package org.dompet.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks for pages over and over, as an impatient platform does its probes: while a server starts
 * too, when nobody listens yet.
 */
public final class Prober implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<URI> pages;
  private final Thread thread = new Thread(this::ask, "prober");
  private final AtomicInteger answered = new AtomicInteger();
  private volatile boolean goesOn = true;

  /** Begins at once. */
  public Prober(URI... pages) {
    this.pages = List.of(pages);
    thread.setDaemon(true);
    thread.start();
  }

  /** How many answers came, whatever they said. */
  public int answered() {
    return answered.get();
  }

  @Override
  public void close() {
    goesOn = false;
    try {
      thread.join();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask() {
    while (goesOn) {
      for (URI page : pages) {
        try {
          client.send(
              HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(10)).build(),
              BodyHandlers.discarding());
          answered.incrementAndGet();
        } catch (IOException notListening) {
          Thread.onSpinWait();
        } catch (InterruptedException ended) {
          return;
        }
      }
    }
  }
}
