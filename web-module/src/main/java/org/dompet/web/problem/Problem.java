package org.dompet.web.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A problem as RFC 9457 writes it.
 *
 * @param type the address of the page about it
 * @param instance the request's id, to be quoted when asking for help
 * @param errors which fields are at fault
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    @Nullable String detail,
    @Nullable String instance,
    List<FieldError> errors) {

  /** The media type of problems. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String RETRY_AFTER_SECONDS = "1";

  /** Another's server does not come back as fast as a place in a queue of ours. */
  private static final String RETRY_PROVIDER_AFTER_SECONDS = "10";

  /** What is wrong with a field: {@code "amount" "is too large"}. */
  public record FieldError(String field, String detail) {}

  public Problem {
    errors = List.copyOf(errors);
  }

  /** A problem about the whole request. */
  public static Problem of(ProblemType type, @Nullable String detail) {
    return new Problem(
        "/problems/" + type.code(),
        type.title(),
        type.status(),
        detail,
        RequestId.current(),
        List.of());
  }

  /** A problem with one field. */
  public static Problem of(ProblemType type, String field, String detail) {
    return new Problem(
        "/problems/" + type.code(),
        type.title(),
        type.status(),
        field + " " + detail,
        RequestId.current(),
        List.of(new FieldError(field, detail)));
  }

  /** The problem that a refusal is. */
  public static Problem of(Refusal refusal) {
    ProblemType type = ProblemType.of(refusal.kind());
    return refusal.field() == null
        ? of(type, refusal.detail())
        : of(type, refusal.field(), refusal.detail());
  }

  /** The answer, with the headers that go with its status. */
  public Response toResponse() {
    Response.ResponseBuilder answer = Response.status(status).type(MEDIA_TYPE).entity(this);
    if (status == ProblemType.BUSY.status()) {
      boolean provider = type.endsWith(ProblemType.PROVIDER_UNAVAILABLE.code());
      answer.header("Retry-After", provider ? RETRY_PROVIDER_AFTER_SECONDS : RETRY_AFTER_SECONDS);
    }
    if (status == ProblemType.UNAUTHENTICATED.status()) {
      answer.header("WWW-Authenticate", "Bearer");
    }
    return answer.build();
  }
}
