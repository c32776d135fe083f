package org.dompet.web.auth;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import org.dompet.identity.AdministerUsers;
import org.dompet.identity.Role;
import org.dompet.identity.Staff;
import org.dompet.identity.UserSessions;
import org.dompet.limit.Limit;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.web.json.Required;
import org.dompet.web.limit.Limited;
import org.dompet.web.request.Call;
import org.dompet.web.request.Input;
import org.dompet.web.request.Page;
import org.jspecify.annotations.Nullable;

/** People, their roles and their sessions: for administrators alone, and auditors read. */
@Path("admin/users")
@ApplicationScoped
@RolesAllowed("ADMIN")
@Limited(Limit.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
public class UsersResource {
  private static final int LONGEST_QUERY = 200;

  private Staff staff;
  private AdministerUsers administer;
  private UserSessions sessions;
  private Call call;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected UsersResource() {}

  @Inject
  UsersResource(Staff staff, AdministerUsers administer, UserSessions sessions, Call call) {
    this.staff = staff;
    this.administer = administer;
    this.sessions = sessions;
    this.call = call;
  }

  /** Somebody, and whether they have a second factor. */
  record UserEntryView(UserView user, Instant createdAt, boolean secondFactor) {
    static UserEntryView of(Staff.Entry entry) {
      return new UserEntryView(
          UserView.of(entry.profile()), entry.createdAt(), entry.secondFactor());
    }
  }

  /** The role that is given or taken. */
  record RoleRequest(String role) {
    RoleRequest {
      Required.text("role", role);
    }

    Role read() {
      return Arrays.stream(Role.values())
          .filter(known -> known.name().equals(role))
          .findFirst()
          .orElseThrow(() -> Refusal.of(Kind.INVALID_REQUEST, "role", "is not known"));
    }
  }

  @GET
  @RolesAllowed({"ADMIN", "AUDITOR"})
  public Page<UserEntryView> list(
      @QueryParam("query") @Nullable String query,
      @QueryParam("staff") @Nullable String onlyStaff,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    if (query != null && (query.length() > LONGEST_QUERY || query.indexOf('\0') >= 0)) {
      throw Refusal.of(
          Kind.INVALID_REQUEST, "query", "has more than 200 characters, or unprintable ones");
    }
    if (onlyStaff != null && !onlyStaff.equals("true") && !onlyStaff.equals("false")) {
      throw Refusal.of(Kind.INVALID_REQUEST, "staff", "is not true or false");
    }
    int size = Input.limit(limit, Staff.MAX_PAGE);
    List<Staff.Entry> found =
        staff.list(
            query,
            "true".equals(onlyStaff),
            cursor == null ? null : Input.id("cursor", cursor),
            size);
    return new Page<>(
        found.stream().map(UserEntryView::of).toList(),
        found.size() < size ? null : found.get(size - 1).profile().id().toString());
  }

  @GET
  @Path("{id}")
  @RolesAllowed({"ADMIN", "AUDITOR"})
  public UserEntryView read(@PathParam("id") String id) {
    return UserEntryView.of(known(Input.id(id)));
  }

  @POST
  @Path("{id}/roles/grant")
  @Consumes(MediaType.APPLICATION_JSON)
  public UserEntryView grant(@PathParam("id") String id, RoleRequest request) {
    return UserEntryView.of(
        administer.grant(Input.id(id), request.read(), call.userId(), call.caller()));
  }

  @POST
  @Path("{id}/roles/revoke")
  @Consumes(MediaType.APPLICATION_JSON)
  public UserEntryView revoke(@PathParam("id") String id, RoleRequest request) {
    return UserEntryView.of(
        administer.revoke(Input.id(id), request.read(), call.userId(), call.caller()));
  }

  @POST
  @Path("{id}/unlock")
  public UserEntryView unlock(@PathParam("id") String id) {
    return UserEntryView.of(administer.unlock(Input.id(id), call.userId(), call.caller()));
  }

  @GET
  @Path("{id}/sessions")
  @RolesAllowed({"ADMIN", "AUDITOR"})
  public Page<SessionView> sessions(@PathParam("id") String id) {
    UUID user = known(Input.id(id)).profile().id();
    return new Page<>(
        sessions.of(user).stream().map(session -> SessionView.of(session, null)).toList(), null);
  }

  @DELETE
  @Path("{id}/sessions")
  public MeResource.EndedView endAll(@PathParam("id") String id) {
    UUID user = known(Input.id(id)).profile().id();
    return new MeResource.EndedView(sessions.endAll(user, null, call.userId(), call.caller()));
  }

  @DELETE
  @Path("{id}/sessions/{sessionId}")
  public void end(@PathParam("id") String id, @PathParam("sessionId") String sessionId) {
    sessions.end(Input.id(id), Input.id(sessionId), call.userId(), call.caller());
  }

  private Staff.Entry known(UUID id) {
    return staff
        .find(id)
        .orElseThrow(() -> Refusal.of(Kind.NOT_FOUND, "There is nobody with that id"));
  }
}
