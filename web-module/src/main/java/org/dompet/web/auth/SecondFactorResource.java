package org.dompet.web.auth;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.dompet.identity.SecondFactor;
import org.dompet.limit.Limit;
import org.dompet.web.json.Required;
import org.dompet.web.limit.Limited;
import org.dompet.web.request.Call;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/me/second-factor}: the authenticator of whoever is signed in. */
@Path("me/second-factor")
@ApplicationScoped
@RolesAllowed({"USER", "SUPPORT", "AUDITOR", "OPERATOR", "ADMIN"})
@Limited(Limit.PROFILE)
@Produces(MediaType.APPLICATION_JSON)
public class SecondFactorResource {
  private SecondFactor secondFactor;
  private Call call;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected SecondFactorResource() {}

  @Inject
  SecondFactorResource(SecondFactor secondFactor, Call call) {
    this.secondFactor = secondFactor;
    this.call = call;
  }

  /** A code of the authenticator, or one for recovery where that is taken too. */
  record CodeRequest(String code) {
    CodeRequest {
      Required.text("code", code);
    }

    @Override
    public String toString() {
      return "CodeRequest";
    }
  }

  /** How somebody stands. */
  record SecondFactorView(boolean enrolled, @Nullable Instant enrolledAt, int recoveryCodesLeft) {}

  /** What the authenticator needs, shown once. */
  record EnrolmentView(String secret, String uri) {
    @Override
    public String toString() {
      return "EnrolmentView";
    }
  }

  /** Recovery codes, shown once. */
  record RecoveryCodesView(List<String> recoveryCodes) {
    @Override
    public String toString() {
      return "RecoveryCodesView";
    }
  }

  @GET
  public SecondFactorView read() {
    SecondFactor.Status status = secondFactor.status(call.userId());
    return new SecondFactorView(
        status.enrolledAt() != null, status.enrolledAt(), status.recoveryCodesLeft());
  }

  @POST
  public Response enrol() {
    SecondFactor.Enrolment enrolment = secondFactor.enrol(call.userId(), call.caller());
    return Response.status(Response.Status.CREATED)
        .header("Cache-Control", "no-store")
        .entity(new EnrolmentView(enrolment.secret(), enrolment.uri()))
        .build();
  }

  @POST
  @Path("confirm")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response confirm(CodeRequest request) {
    List<String> codes =
        secondFactor.confirm(call.userId(), call.sessionId(), request.code(), call.caller());
    return Response.ok(new RecoveryCodesView(codes)).header("Cache-Control", "no-store").build();
  }

  @POST
  @Path("disable")
  @Consumes(MediaType.APPLICATION_JSON)
  public void disable(CodeRequest request) {
    secondFactor.disable(call.userId(), request.code(), call.caller());
  }
}
