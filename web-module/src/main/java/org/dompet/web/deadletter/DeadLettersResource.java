package org.dompet.web.deadletter;

import com.fasterxml.jackson.annotation.JsonRawValue;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.dompet.limit.Limit;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.web.json.Required;
import org.dompet.web.limit.Limited;
import org.dompet.web.request.Call;
import org.dompet.web.request.Input;
import org.dompet.web.request.Page;
import org.dompet.webhook.DeadLetter;
import org.dompet.webhook.DeadLetters;
import org.dompet.webhook.ResolveDeadLetters;
import org.jspecify.annotations.Nullable;

/** Dead letters: listed, read, replayed and dismissed. */
@Path("admin/dlq")
@ApplicationScoped
@RolesAllowed({"ADMIN", "OPERATOR"})
@Produces(MediaType.APPLICATION_JSON)
@Limited(Limit.ADMIN)
public class DeadLettersResource {
  private static final List<String> PROVIDERS = List.of("moonpay", "stripe", "telegram");

  private DeadLetters deadLetters;
  private ResolveDeadLetters resolveDeadLetters;
  private Call call;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected DeadLettersResource() {}

  @Inject
  DeadLettersResource(DeadLetters deadLetters, ResolveDeadLetters resolveDeadLetters, Call call) {
    this.deadLetters = deadLetters;
    this.resolveDeadLetters = resolveDeadLetters;
    this.call = call;
  }

  /** What a person decides about one. */
  record ResolutionRequest(String resolution, String notes) {
    ResolutionRequest {
      Required.text("resolution", resolution);
      Required.text("notes", notes);
    }
  }

  /** Which ones to replay: of one provider, or all. */
  record ReplayRequest(@Nullable String provider, String notes, @Nullable Integer limit) {
    ReplayRequest {
      Required.text("notes", notes);
      if (limit != null && (limit < 1 || limit > ResolveDeadLetters.MOST_AT_ONCE)) {
        throw Refusal.of(
            Kind.INVALID_REQUEST,
            "limit",
            "is not between 1 and " + ResolveDeadLetters.MOST_AT_ONCE);
      }
    }
  }

  /** How many were replayed; fewer than the limit means that none is left. */
  record ReplayView(int replayed) {}

  /** A dead letter, without its payload in lists. */
  record DeadLetterView(
      UUID id,
      UUID eventId,
      String provider,
      String externalId,
      String type,
      @JsonRawValue @Nullable String payload,
      String failureReason,
      int attempts,
      Instant firstFailedAt,
      Instant lastFailedAt,
      DeadLetter.Status status,
      @Nullable String notes,
      @Nullable UUID resolvedBy,
      @Nullable Instant resolvedAt) {

    static DeadLetterView of(DeadLetter letter) {
      return of(letter, letter.payload());
    }

    static DeadLetterView of(DeadLetter letter, @Nullable String payload) {
      return new DeadLetterView(
          letter.id(),
          letter.eventId(),
          letter.provider(),
          letter.externalId(),
          letter.type(),
          payload,
          letter.reason(),
          letter.attempts(),
          letter.firstFailedAt(),
          letter.lastFailedAt(),
          letter.status(),
          letter.notes(),
          letter.resolvedBy(),
          letter.resolvedAt());
    }
  }

  @GET
  @RolesAllowed({"ADMIN", "AUDITOR", "OPERATOR", "SUPPORT"})
  public Page<DeadLetterView> list(
      @QueryParam("provider") @Nullable String provider,
      @QueryParam("status") @Nullable String status,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    int size = Input.limit(limit, DeadLetters.MAX_PAGE);
    List<DeadLetter> letters =
        deadLetters.list(
            new DeadLetters.Filter(
                provider(provider), status == null ? null : status("status", status)),
            cursor == null ? null : Input.id("cursor", cursor),
            size);
    return new Page<>(
        letters.stream().map(letter -> DeadLetterView.of(letter, null)).toList(),
        letters.size() < size ? null : letters.get(size - 1).id().toString());
  }

  @GET
  @Path("{id}")
  @RolesAllowed({"ADMIN", "AUDITOR", "OPERATOR", "SUPPORT"})
  public DeadLetterView read(@PathParam("id") String id) {
    return DeadLetterView.of(deadLetters.find(Input.id(id)));
  }

  @POST
  @Path("{id}/resolve")
  @Consumes(MediaType.APPLICATION_JSON)
  public DeadLetterView resolve(@PathParam("id") String id, ResolutionRequest request) {
    return DeadLetterView.of(
        resolveDeadLetters.resolve(
            Input.id(id),
            new ResolveDeadLetters.Resolution(
                status("resolution", request.resolution()),
                request.notes(),
                call.userId(),
                call.caller())));
  }

  @POST
  @Path("replay")
  @Consumes(MediaType.APPLICATION_JSON)
  public ReplayView replay(ReplayRequest request) {
    Integer limit = request.limit();
    return new ReplayView(
        resolveDeadLetters.replay(
            provider(request.provider()),
            limit == null ? ResolveDeadLetters.MOST_AT_ONCE : limit,
            request.notes(),
            call.userId(),
            call.caller()));
  }

  private static @Nullable String provider(@Nullable String name) {
    if (name != null && !PROVIDERS.contains(name)) {
      throw Refusal.of(Kind.INVALID_REQUEST, "provider", "is none of " + PROVIDERS);
    }
    return name;
  }

  private static DeadLetter.Status status(String field, String name) {
    return Arrays.stream(DeadLetter.Status.values())
        .filter(status -> status.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Refusal.of(Kind.INVALID_REQUEST, field, "is not known"));
  }
}
