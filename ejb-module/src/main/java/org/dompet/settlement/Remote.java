package org.dompet.settlement;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import java.io.IOException;
import java.io.StringReader;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.dompet.outbound.AnswerLimit;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/**
 * A client of a provider's API, and its answers as JSON.
 *
 * @param <A> the API
 */
final class Remote<A> {
  private static final Duration MOST_FOR_CONNECTING = Duration.ofSeconds(2);

  private final String name;
  private final A api;

  private Remote(String name, A api) {
    this.name = name;
    this.api = api;
  }

  static <A> Remote<A> of(String name, Class<A> type, URI address, Duration patience) {
    long millis = patience.toMillis();
    return new Remote<>(
        name,
        RestClientBuilder.newBuilder()
            .baseUri(address)
            .connectTimeout(Math.min(millis, MOST_FOR_CONNECTING.toMillis()), TimeUnit.MILLISECONDS)
            .readTimeout(millis, TimeUnit.MILLISECONDS)
            .followRedirects(false)
            .register(new AnswerLimit(patience))
            .build(type));
  }

  /**
   * Asks, and reads the answer.
   *
   * @throws ProviderFailure naming the provider
   */
  JsonStructure ask(Function<A, String> question) {
    try {
      return read(question.apply(api));
    } catch (ProviderFailure.NotThere nothing) {
      throw new ProviderFailure.NotThere(name + ": " + nothing.getMessage());
    } catch (ProviderFailure.Refused refused) {
      throw new ProviderFailure.Refused(name + ": " + refused.getMessage());
    } catch (ProviderFailure failure) {
      throw new ProviderFailure.Down(name + ": " + failure.getMessage());
    } catch (RuntimeException failure) {
      throw classified(failure);
    }
  }

  private JsonStructure read(String answer) {
    try (JsonReader json = Json.createReader(new StringReader(answer))) {
      return json.read();
    } catch (JsonException | IllegalStateException notJson) {
      throw new ProviderFailure.Down("What it answered is not JSON");
    }
  }

  /** What the network did, which the client wraps in an exception of its own. */
  private RuntimeException classified(RuntimeException failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof ProviderFailure known) {
        return known;
      }
      if (at instanceof SocketTimeoutException) {
        return new ProviderFailure.Down(name + ": It did not answer in time");
      }
      if (at instanceof IOException) {
        return new ProviderFailure.Down(name + ": It was not reached");
      }
    }
    return failure;
  }
}
