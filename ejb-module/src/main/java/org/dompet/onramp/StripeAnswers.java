package org.dompet.onramp;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.StringReader;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** Makes of Stripe's refusals what the circuit breaker and the retries understand. */
public final class StripeAnswers implements ResponseExceptionMapper<RuntimeException> {
  private static final int TOO_MANY_REQUESTS = 429;

  /** For the client. */
  public StripeAnswers() {}

  @Override
  public boolean handles(int status, MultivaluedMap<String, Object> headers) {
    return status >= 300;
  }

  @Override
  public RuntimeException toThrowable(Response answer) {
    int status = answer.getStatus();
    return status >= 500 || status == TOO_MANY_REQUESTS
        ? new StripeFailure.Down("Stripe answered " + status)
        : new StripeFailure.Refused(status, code(answer));
  }

  /** Stripe's code for machines; its messages may quote what was sent and stay out of logs. */
  private static String code(Response answer) {
    try (JsonReader json = Json.createReader(new StringReader(answer.readEntity(String.class)))) {
      JsonValue error = json.readObject().getOrDefault("error", JsonValue.EMPTY_JSON_OBJECT);
      return error instanceof JsonObject object
          ? object.getString("code", object.getString("type", ""))
          : "";
    } catch (JsonException | IllegalStateException notJson) {
      return "";
    }
  }
}
