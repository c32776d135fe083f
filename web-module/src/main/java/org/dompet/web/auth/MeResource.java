package org.dompet.web.auth;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.dompet.identity.UserDirectory;
import org.dompet.identity.UserSessions;
import org.dompet.limit.Limit;
import org.dompet.web.limit.Limited;
import org.dompet.web.request.Call;
import org.dompet.web.request.Input;
import org.dompet.web.request.Page;

/** {@code /api/v1/me}: whoever is signed in, and where else they are. */
@Path("me")
@ApplicationScoped
@RolesAllowed({"USER", "SUPPORT", "AUDITOR", "OPERATOR", "ADMIN"})
@Limited(Limit.PROFILE)
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {
  private UserDirectory users;
  private UserSessions sessions;
  private Call call;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected MeResource() {}

  @Inject
  MeResource(UserDirectory users, UserSessions sessions, Call call) {
    this.users = users;
    this.sessions = sessions;
    this.call = call;
  }

  /** How many sessions were ended. */
  record EndedView(int ended) {}

  /** With all roles they have; those of this session are in its access token. */
  @GET
  public UserView read() {
    return UserView.of(users.profile(call.userId()));
  }

  @GET
  @Path("sessions")
  public Page<SessionView> list() {
    UUID current = call.sessionId();
    return new Page<>(
        sessions.of(call.userId()).stream()
            .map(session -> SessionView.of(session, current))
            .toList(),
        null);
  }

  @DELETE
  @Path("sessions/{id}")
  public void end(@PathParam("id") String id) {
    sessions.end(call.userId(), Input.id(id), call.userId(), call.caller());
  }

  /** All but the one that asks. */
  @DELETE
  @Path("sessions")
  public EndedView endOthers() {
    return new EndedView(
        sessions.endAll(call.userId(), call.sessionId(), call.userId(), call.caller()));
  }
}
