package org.dompet.web.auth;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.dompet.identity.RefreshSession;
import org.dompet.identity.Register;
import org.dompet.identity.Session;
import org.dompet.identity.SignInWithEmail;
import org.dompet.identity.SignInWithTelegram;
import org.dompet.identity.Standing;
import org.dompet.identity.StepUp;
import org.dompet.limit.Limit;
import org.dompet.web.json.Required;
import org.dompet.web.limit.Limited;
import org.dompet.web.request.Call;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/auth}: everything that answers with a session. */
@Path("auth")
@ApplicationScoped
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Limited(Limit.AUTH)
public class AuthResource {
  private SignInWithTelegram telegram;
  private SignInWithEmail email;
  private Register registration;
  private RefreshSession sessions;
  private StepUp stepUp;
  private Call call;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected AuthResource() {}

  @Inject
  AuthResource(
      SignInWithTelegram telegram,
      SignInWithEmail email,
      Register registration,
      RefreshSession sessions,
      StepUp stepUp,
      Call call) {
    this.telegram = telegram;
    this.email = email;
    this.registration = registration;
    this.sessions = sessions;
    this.stepUp = stepUp;
    this.call = call;
  }

  /** The raw initData string, exactly as Telegram gave it to the page. */
  record InitDataRequest(String initData) {
    InitDataRequest {
      Required.text("initData", initData);
    }

    @Override
    public String toString() {
      return "InitDataRequest";
    }
  }

  /** Address, password and name of somebody new. */
  record RegisterRequest(String email, String password, String displayName) {
    RegisterRequest {
      Required.text("email", email);
      Required.text("password", password);
      Required.text("displayName", displayName);
    }

    @Override
    public String toString() {
      return "RegisterRequest";
    }
  }

  /** Address and password, and the code of the second factor if there is one. */
  record LoginRequest(String email, String password, @Nullable String code) {
    LoginRequest {
      Required.text("email", email);
      Required.text("password", password);
    }

    @Override
    public String toString() {
      return "LoginRequest";
    }
  }

  /** A refresh token. */
  record RefreshRequest(String refreshToken) {
    RefreshRequest {
      Required.text("refreshToken", refreshToken);
    }

    @Override
    public String toString() {
      return "RefreshRequest";
    }
  }

  /** A refresh token, and the code that its session lacks. */
  record StepUpRequest(String refreshToken, String code) {
    StepUpRequest {
      Required.text("refreshToken", refreshToken);
      Required.text("code", code);
    }

    @Override
    public String toString() {
      return "StepUpRequest";
    }
  }

  /** The answer to every sign-in. */
  record TokenView(
      String accessToken,
      String tokenType,
      long expiresIn,
      String refreshToken,
      UserView user,
      Standing secondFactor) {
    static TokenView of(Session session) {
      return new TokenView(
          session.accessToken(),
          "Bearer",
          session.expiresIn().toSeconds(),
          session.refreshToken(),
          UserView.of(session.user()),
          session.standing());
    }

    @Override
    public String toString() {
      return "TokenView";
    }
  }

  @POST
  @Path("telegram/webapp-verify")
  public Response signInWithTelegram(InitDataRequest request) {
    return answer(Response.ok(), telegram.signIn(request.initData(), call.caller()));
  }

  @POST
  @Path("register")
  public Response register(RegisterRequest request) {
    return answer(
        Response.status(Response.Status.CREATED),
        registration.register(
            request.email(), request.password(), request.displayName(), call.caller()));
  }

  @POST
  @Path("login")
  public Response signInWithEmail(LoginRequest request) {
    return answer(
        Response.ok(),
        email.signIn(request.email(), request.password(), request.code(), call.caller()));
  }

  @POST
  @Path("refresh")
  @Limited(Limit.SESSION)
  public Response refresh(RefreshRequest request) {
    return answer(Response.ok(), sessions.refresh(request.refreshToken(), call.caller()));
  }

  @POST
  @Path("second-factor")
  public Response stepUp(StepUpRequest request) {
    return answer(
        Response.ok(), stepUp.stepUp(request.refreshToken(), request.code(), call.caller()));
  }

  @POST
  @Path("logout")
  @Limited(Limit.SESSION)
  public void signOut(RefreshRequest request) {
    sessions.end(request.refreshToken(), call.caller());
  }

  private static Response answer(Response.ResponseBuilder response, Session session) {
    return response.header("Cache-Control", "no-store").entity(TokenView.of(session)).build();
  }
}
