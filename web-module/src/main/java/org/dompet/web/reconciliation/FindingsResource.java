package org.dompet.web.reconciliation;

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
import java.util.Locale;
import org.dompet.limit.Limit;
import org.dompet.reconciliation.AcknowledgeFinding;
import org.dompet.reconciliation.Findings;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.web.json.Required;
import org.dompet.web.limit.Limited;
import org.dompet.web.request.Call;
import org.dompet.web.request.Input;
import org.dompet.web.request.Page;
import org.jspecify.annotations.Nullable;

/** Findings: read by all who work here, acknowledged by administrators and operators. */
@Path("admin/reconciliation/findings")
@ApplicationScoped
@RolesAllowed({"ADMIN", "AUDITOR", "OPERATOR", "SUPPORT"})
@Produces(MediaType.APPLICATION_JSON)
@Limited(Limit.ADMIN)
public class FindingsResource {
  private Findings findings;
  private AcknowledgeFinding acknowledgeFinding;
  private Call call;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected FindingsResource() {}

  @Inject
  FindingsResource(Findings findings, AcknowledgeFinding acknowledgeFinding, Call call) {
    this.findings = findings;
    this.acknowledgeFinding = acknowledgeFinding;
    this.call = call;
  }

  /** What was found out and done. */
  record AcknowledgeRequest(String notes) {
    AcknowledgeRequest {
      Required.text("notes", notes);
    }
  }

  @GET
  public Page<FindingView> list(
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("walletId") @Nullable String walletId,
      @QueryParam("acknowledged") @Nullable String acknowledged,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    return FindingView.page(
        findings,
        new Findings.Filter(
            null,
            kind == null ? null : kind(kind),
            walletId == null ? null : Input.id("walletId", walletId),
            acknowledged == null ? null : truth("acknowledged", acknowledged)),
        limit,
        cursor);
  }

  @GET
  @Path("{id}")
  public FindingView read(@PathParam("id") String id) {
    return findings
        .find(Input.id(id))
        .map(FindingView::of)
        .orElseThrow(() -> Refusal.of(Kind.NOT_FOUND, "There is no finding " + id));
  }

  @POST
  @Path("{id}/acknowledge")
  @RolesAllowed({"ADMIN", "OPERATOR"})
  @Consumes(MediaType.APPLICATION_JSON)
  public FindingView acknowledge(@PathParam("id") String id, AcknowledgeRequest request) {
    return FindingView.of(
        acknowledgeFinding.acknowledge(
            Input.id(id), request.notes(), call.userId(), call.caller()));
  }

  /** More kinds come with every release: any name may be asked for. */
  private static String kind(String text) {
    String kind = text.toUpperCase(Locale.ROOT);
    if (!kind.matches("[A-Z][A-Z_]{1,60}")) {
      throw Refusal.of(Kind.INVALID_REQUEST, "kind", "is not a name like BALANCE_MISMATCH");
    }
    return kind;
  }

  private static boolean truth(String field, String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Refusal.of(Kind.INVALID_REQUEST, field, "is neither true nor false");
    };
  }
}
