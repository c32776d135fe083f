package org.dompet.web.alert;

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
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.dompet.alert.Alert;
import org.dompet.alert.AlertType;
import org.dompet.alert.Alerts;
import org.dompet.alert.ResolveAlert;
import org.dompet.limit.Limit;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.web.json.Required;
import org.dompet.web.limit.Limited;
import org.dompet.web.request.Call;
import org.dompet.web.request.Input;
import org.dompet.web.request.Page;
import org.jspecify.annotations.Nullable;

/** Alerts: read by all who work here, resolved by administrators and operators. */
@Path("admin/alerts")
@ApplicationScoped
@RolesAllowed({"ADMIN", "AUDITOR", "OPERATOR", "SUPPORT"})
@Produces(MediaType.APPLICATION_JSON)
@Limited(Limit.ADMIN)
public class AlertsResource {
  private Alerts alerts;
  private ResolveAlert resolveAlert;
  private Call call;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected AlertsResource() {}

  @Inject
  AlertsResource(Alerts alerts, ResolveAlert resolveAlert, Call call) {
    this.alerts = alerts;
    this.resolveAlert = resolveAlert;
    this.call = call;
  }

  /** What was found and done. */
  record ResolveRequest(String notes) {
    ResolveRequest {
      Required.text("notes", notes);
    }
  }

  /** An alert as it stands. */
  record AlertView(
      UUID id,
      AlertType alertType,
      AlertType.Severity severity,
      Alert.Status status,
      String summary,
      Map<String, String> metadata,
      long count,
      Instant createdAt,
      Instant lastRaisedAt,
      @Nullable Instant resolvedAt,
      @Nullable UUID resolvedBy,
      @Nullable String resolutionNotes) {
    static AlertView of(Alert alert) {
      Alert.@Nullable Resolution resolution = alert.resolution();
      return new AlertView(
          alert.id(),
          alert.type(),
          alert.severity(),
          alert.status(),
          alert.summary(),
          alert.metadata(),
          alert.count(),
          alert.raisedAt(),
          alert.lastRaisedAt(),
          resolution == null ? null : resolution.at(),
          resolution == null ? null : resolution.by(),
          resolution == null ? null : resolution.notes());
    }
  }

  @GET
  @Path("unresolved")
  public Page<AlertView> unresolved(
      @QueryParam("alertType") @Nullable String type,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    return page(Alert.Status.OPEN, type, limit, cursor);
  }

  @GET
  public Page<AlertView> list(
      @QueryParam("status") @Nullable String status,
      @QueryParam("alertType") @Nullable String type,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    return page(
        status == null ? null : named("status", status, Alert.Status.values()),
        type,
        limit,
        cursor);
  }

  @GET
  @Path("{id}")
  public AlertView read(@PathParam("id") String id) {
    return alerts
        .find(Input.id(id))
        .map(AlertView::of)
        .orElseThrow(() -> Refusal.of(Kind.NOT_FOUND, "There is no alert " + id));
  }

  @POST
  @Path("{id}/resolve")
  @RolesAllowed({"ADMIN", "OPERATOR"})
  @Consumes(MediaType.APPLICATION_JSON)
  public AlertView resolve(@PathParam("id") String id, ResolveRequest request) {
    return AlertView.of(
        resolveAlert.resolve(Input.id(id), request.notes(), call.userId(), call.caller()));
  }

  private Page<AlertView> page(
      Alert.@Nullable Status status,
      @Nullable String type,
      @Nullable String limit,
      @Nullable String cursor) {
    int size = Input.limit(limit, Alerts.MAX_PAGE);
    List<Alert> page =
        alerts.list(
            status,
            type == null ? null : named("alertType", type, AlertType.values()),
            cursor == null ? null : Input.id("cursor", cursor),
            size);
    return new Page<>(
        page.stream().map(AlertView::of).toList(),
        page.size() < size ? null : page.get(size - 1).id().toString());
  }

  /** The one with this name, in capitals or not. */
  private static <E extends Enum<E>> E named(String field, String name, E[] values) {
    return Arrays.stream(values)
        .filter(value -> value.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () -> Refusal.of(Kind.INVALID_REQUEST, field, "is not one of " + List.of(values)));
  }
}
