package org.dompet.web.correction;

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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.dompet.correction.Correction;
import org.dompet.correction.Corrections;
import org.dompet.correction.DecideCorrection;
import org.dompet.limit.Limit;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.web.limit.Limited;
import org.dompet.web.request.Call;
import org.dompet.web.request.Input;
import org.dompet.web.request.Page;
import org.jspecify.annotations.Nullable;

/** Corrections: read by administrators and auditors, approved and rejected by administrators. */
@Path("admin/corrections")
@ApplicationScoped
@Limited(Limit.ADMIN)
@RolesAllowed({"ADMIN", "AUDITOR"})
@Produces(MediaType.APPLICATION_JSON)
public class CorrectionsResource {
  private Corrections corrections;
  private DecideCorrection decideCorrection;
  private Call call;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected CorrectionsResource() {}

  @Inject
  CorrectionsResource(Corrections corrections, DecideCorrection decideCorrection, Call call) {
    this.corrections = corrections;
    this.decideCorrection = decideCorrection;
    this.call = call;
  }

  /** What somebody has to say about it. */
  record DecideRequest(@Nullable String note) {}

  @GET
  public Page<CorrectionView> list(
      @QueryParam("status") @Nullable String status,
      @QueryParam("walletId") @Nullable String walletId,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    int size = Input.limit(limit, Corrections.MAX_PAGE);
    List<Correction> page =
        corrections.list(
            status == null ? null : status(status),
            walletId == null ? null : Input.id("walletId", walletId),
            cursor == null ? null : Input.id("cursor", cursor),
            size);
    return new Page<>(
        page.stream().map(CorrectionView::of).toList(),
        page.size() < size ? null : page.get(size - 1).id().toString());
  }

  @GET
  @Path("{id}")
  public CorrectionView read(@PathParam("id") String id) {
    return corrections
        .find(Input.id(id))
        .map(CorrectionView::of)
        .orElseThrow(() -> Refusal.of(Kind.NOT_FOUND, "There is no correction " + id));
  }

  @POST
  @Path("{id}/approve")
  @RolesAllowed("ADMIN")
  @Limited(Limit.EMERGENCY)
  @Consumes(MediaType.APPLICATION_JSON)
  public CorrectionView approve(@PathParam("id") String id, DecideRequest request) {
    return CorrectionView.of(
        decideCorrection.approve(Input.id(id), request.note(), call.userId(), call.caller()));
  }

  @POST
  @Path("{id}/reject")
  @RolesAllowed("ADMIN")
  @Consumes(MediaType.APPLICATION_JSON)
  public CorrectionView reject(@PathParam("id") String id, DecideRequest request) {
    return CorrectionView.of(
        decideCorrection.reject(Input.id(id), request.note(), call.userId(), call.caller()));
  }

  private static Correction.Status status(String name) {
    return Arrays.stream(Correction.Status.values())
        .filter(status -> status.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.of(
                    Kind.INVALID_REQUEST,
                    "status",
                    "is not one of " + List.of(Correction.Status.values())));
  }
}
