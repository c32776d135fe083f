package org.dompet.web.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.AuthStatus;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.MessagePolicy;
import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import jakarta.security.auth.message.callback.GroupPrincipalCallback;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.security.auth.message.config.ServerAuthConfig;
import jakarta.security.auth.message.config.ServerAuthContext;
import jakarta.security.auth.message.module.ServerAuthModule;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.dompet.identity.AccessTokens;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Where and how often access tokens are verified. MicroProfile JWT does it, once for each token: a
 * person sends the same one many times in its fifteen minutes, and the signature does not change.
 *
 * <p>Only the API's doors are asked who is calling, and not those where one signs in: a client that
 * sends its expired token along with a refresh token is welcome there.
 *
 * <p>It stands in front of the container's own module (Jakarta Authentication), which would look
 * its mechanism up by name before and after every request.
 */
final class BearerTokens implements ServerAuthModule {
  private static final String LAYER = "HttpServlet";
  private static final String SCHEME = "Bearer ";
  private static final String API = "/api/v1/";
  private static final String SIGN_IN = "/api/v1/auth/";

  /** Outside of the API, for everybody, with more in the answer to staff. */
  private static final Set<String> STAFF_SEE_MORE = Set.of("/ready", "/discovery/services");

  private static final long MOST_IN_MEMORY = 10_000;

  /** The session that a token is part of. */
  private static final String SESSION = "sid";

  private final Cache<String, Verified> verified =
      Caffeine.newBuilder()
          .maximumSize(MOST_IN_MEMORY)
          .expireAfterWrite(Duration.ofSeconds(AccessTokens.LIFETIME.toSeconds()))
          .build();

  private final AuthConfigProvider microProfile;
  private final String application;
  private final Clock clock;
  private final Predicate<String> hasEnded;
  private @Nullable CallbackHandler container;
  private @Nullable ServerAuthContext verifier;

  /**
   * Made once for the application.
   *
   * @param microProfile the module that verifies a token
   * @param application as Jakarta Authentication names it: virtual server and context path
   * @param hasEnded whether a session has: asked for every request
   */
  BearerTokens(
      AuthConfigProvider microProfile,
      String application,
      Clock clock,
      Predicate<String> hasEnded) {
    this.microProfile = microProfile;
    this.application = application;
    this.clock = clock;
    this.hasEnded = hasEnded;
  }

  /** A token whose signature was good, with what every request asks of it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Verified(ReadToken token, String session, String[] groups) {}

  @Override
  public void initialize(
      MessagePolicy request,
      MessagePolicy response,
      CallbackHandler handler,
      Map<String, Object> options)
      throws AuthException {
    ServerAuthConfig config = microProfile.getServerAuthConfig(LAYER, application, handler);
    verifier = config.getAuthContext(application, new Subject(), Map.of());
    container = handler;
  }

  @Override
  public Class<?>[] getSupportedMessageTypes() {
    return new Class<?>[] {HttpServletRequest.class, HttpServletResponse.class};
  }

  @Override
  public AuthStatus validateRequest(MessageInfo message, Subject client, @Nullable Subject service)
      throws AuthException {
    HttpServletRequest request = (HttpServletRequest) message.getRequestMessage();
    String path = request.getRequestURI().substring(request.getContextPath().length());
    if (!asksWho(path)) {
      return tell(new CallerPrincipalCallback(client, (Principal) null));
    }
    @Nullable String header = request.getHeader("Authorization");
    if (header == null || !header.startsWith(SCHEME)) {
      return tell(new CallerPrincipalCallback(client, (Principal) null));
    }
    @Nullable Verified known = verified.getIfPresent(header);
    if (known != null && isCurrent(known.token())) {
      return hasEnded.test(known.session())
          ? tell(new CallerPrincipalCallback(client, (Principal) null))
          : tell(
              new CallerPrincipalCallback(client, known.token()),
              new GroupPrincipalCallback(client, known.groups()));
    }
    AuthStatus status = Objects.requireNonNull(verifier).validateRequest(message, client, service);
    return status == AuthStatus.SUCCESS ? remember(header, client) : status;
  }

  /** Nobody comes in with a token that says no session, one that has ended, or not yet. */
  private AuthStatus remember(String header, Subject client) throws AuthException {
    for (JsonWebToken token : client.getPrincipals(JsonWebToken.class)) {
      @Nullable String session = session(token);
      if (session == null || hasEnded.test(session) || isYetToCome(token)) {
        client.getPrincipals().clear();
        return tell(new CallerPrincipalCallback(client, (Principal) null));
      }
      if (isCurrent(token)) {
        ReadToken read = new ReadToken(token);
        verified.put(header, new Verified(read, session, read.getGroups().toArray(String[]::new)));
      }
    }
    return AuthStatus.SUCCESS;
  }

  private static @Nullable String session(JsonWebToken token) {
    Object claim = token.getClaim(SESSION);
    if (claim instanceof JsonString text) {
      return text.getString();
    }
    return claim instanceof String text ? text : null;
  }

  @Override
  public AuthStatus secureResponse(MessageInfo message, @Nullable Subject service) {
    return AuthStatus.SEND_SUCCESS;
  }

  @Override
  public void cleanSubject(MessageInfo message, @Nullable Subject subject) {
    if (subject != null) {
      subject.getPrincipals().clear();
    }
  }

  private static boolean asksWho(String path) {
    return path.startsWith(API) ? !path.startsWith(SIGN_IN) : STAFF_SEE_MORE.contains(path);
  }

  private AuthStatus tell(Callback... facts) throws AuthException {
    try {
      Objects.requireNonNull(container).handle(facts);
      return AuthStatus.SUCCESS;
    } catch (IOException | UnsupportedCallbackException broken) {
      throw new AuthException(broken);
    }
  }

  /** MicroProfile JWT looks at the end of a token's time, not at its beginning. */
  private boolean isYetToCome(JsonWebToken token) {
    Object claim = token.getClaim("nbf");
    long begins = 0;
    if (claim instanceof JsonNumber number) {
      begins = number.longValue();
    } else if (claim instanceof Number number) {
      begins = number.longValue();
    }
    return clock.instant().getEpochSecond() < begins;
  }

  private boolean isCurrent(JsonWebToken token) {
    return clock.instant().getEpochSecond() < token.getExpirationTime();
  }
}
