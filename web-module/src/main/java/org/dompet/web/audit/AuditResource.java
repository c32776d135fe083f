package org.dompet.web.audit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
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
import org.dompet.audit.Access;
import org.dompet.audit.AccessLine;
import org.dompet.audit.AccessLog;
import org.dompet.audit.Deed;
import org.dompet.audit.Deeds;
import org.dompet.limit.Limit;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.web.limit.Limited;
import org.dompet.web.request.Input;
import org.dompet.web.request.Page;
import org.jspecify.annotations.Nullable;

/**
 * The admin access log and the audit log, for those who look over the shoulders of those who work
 * here.
 */
@Path("admin/audit")
@ApplicationScoped
@Limited(Limit.ADMIN)
@RolesAllowed({"ADMIN", "AUDITOR"})
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
  private static final int LONGEST = 200;

  private AccessLog log;
  private Deeds deeds;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected AuditResource() {}

  @Inject
  AuditResource(AccessLog log, Deeds deeds) {
    this.log = log;
    this.deeds = deeds;
  }

  /** A line of the log. */
  record LineView(
      long number,
      Instant at,
      String actor,
      List<String> roles,
      String action,
      @Nullable String target,
      Map<String, String> metadata,
      @Nullable String address,
      @Nullable String userAgent,
      @Nullable String requestId,
      Access.Outcome outcome,
      @Nullable Integer status,
      String previousHash,
      String hash) {
    static LineView of(AccessLine line) {
      Access access = line.access();
      return new LineView(
          line.number(),
          line.at(),
          access.actor(),
          access.roles(),
          access.action(),
          access.target(),
          access.metadata(),
          access.caller().address(),
          access.caller().userAgent(),
          access.caller().requestId(),
          access.outcome(),
          access.status(),
          line.previousHash(),
          line.hash());
    }
  }

  /** What somebody did, whoever it was. */
  record DeedView(
      UUID id,
      Instant at,
      @Nullable String actor,
      String action,
      @Nullable String target,
      Access.Outcome outcome,
      @Nullable String reason,
      @Nullable String address,
      @Nullable String userAgent,
      @Nullable String requestId) {
    static DeedView of(Deed deed) {
      return new DeedView(
          deed.id(),
          deed.at(),
          deed.actor(),
          deed.action(),
          deed.target(),
          deed.outcome(),
          deed.reason(),
          deed.caller().address(),
          deed.caller().userAgent(),
          deed.caller().requestId());
    }
  }

  /** What to look for, as it stands in the query. */
  public static class Wanted {
    @QueryParam("actor")
    private @Nullable String actor;

    @QueryParam("action")
    private @Nullable String action;

    @QueryParam("target")
    private @Nullable String target;

    @QueryParam("outcome")
    private @Nullable String outcome;

    @QueryParam("address")
    private @Nullable String address;

    @QueryParam("requestId")
    private @Nullable String requestId;

    @QueryParam("from")
    private @Nullable String from;

    @QueryParam("to")
    private @Nullable String to;

    /** For JAX-RS. */
    public Wanted() {}

    AccessLog.Filter read() {
      return new AccessLog.Filter(
          text("actor", actor),
          text("action", action),
          text("target", target),
          outcome == null ? null : named(outcome),
          text("address", address),
          text("requestId", requestId),
          from == null ? null : Input.instant("from", from),
          to == null ? null : Input.instant("to", to));
    }

    private static @Nullable String text(String field, @Nullable String text) {
      if (text != null && (text.isEmpty() || text.length() > LONGEST || text.indexOf('\0') >= 0)) {
        throw Refusal.of(Kind.INVALID_REQUEST, field, "has not 1 to " + LONGEST + " characters");
      }
      return text;
    }

    private static Access.Outcome named(String name) {
      return Arrays.stream(Access.Outcome.values())
          .filter(outcome -> outcome.name().equals(name.toUpperCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow(
              () ->
                  Refusal.of(
                      Kind.INVALID_REQUEST,
                      "outcome",
                      "is not one of " + List.of(Access.Outcome.values())));
    }
  }

  @GET
  public Page<LineView> list(
      @BeanParam Wanted wanted,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    int size = Input.limit(limit, AccessLog.MAX_PAGE);
    List<AccessLine> page =
        log.list(
            wanted.read(),
            cursor == null ? Long.MAX_VALUE : Input.positive("cursor", cursor),
            size);
    return new Page<>(
        page.stream().map(LineView::of).toList(),
        page.size() < size ? null : String.valueOf(page.get(size - 1).number()));
  }

  @GET
  @Path("activity")
  public Page<DeedView> activity(
      @BeanParam Wanted wanted,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    int size = Input.limit(limit, Deeds.MAX_PAGE);
    List<Deed> page =
        deeds.list(wanted.read(), cursor == null ? null : Input.id("cursor", cursor), size);
    return new Page<>(
        page.stream().map(DeedView::of).toList(),
        page.size() < size ? null : page.get(size - 1).id().toString());
  }

  @GET
  @Path("{number}")
  public LineView read(@PathParam("number") String number) {
    if (!number.matches("[1-9][0-9]{0,17}")) {
      throw noSuchLine();
    }
    return log.find(Long.parseLong(number))
        .map(LineView::of)
        .orElseThrow(AuditResource::noSuchLine);
  }

  private static Refusal noSuchLine() {
    return Refusal.of(Kind.NOT_FOUND, "The log has no line of that number");
  }
}
