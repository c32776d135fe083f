package org.dompet.web.security;

import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.AuthStatus;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.security.auth.message.config.ServerAuthContext;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Verifies access tokens by MicroProfile JWT: signature, issuer, and the end of their time.
 *
 * <p>The container has its module in a registry (Jakarta Authentication), and asks whatever is
 * there before and after every request, looking each time for how. Taken out of the registry, the
 * module is asked for tokens only, and the container has nothing to do.
 */
final class MicroProfileJwt {
  private static final String LAYER = "HttpServlet";

  private final ServerAuthContext module;

  private MicroProfileJwt(ServerAuthContext module) {
    this.module = module;
  }

  /** A request as the module takes it; nothing says that it must come with a token. */
  private record Exchange(HttpServletRequest request, HttpServletResponse response)
      implements MessageInfo {
    @Override
    public Object getRequestMessage() {
      return request;
    }

    @Override
    public Object getResponseMessage() {
      return response;
    }

    @Override
    public void setRequestMessage(Object request) {
      throw new UnsupportedOperationException("A token is verified, nothing is changed");
    }

    @Override
    public void setResponseMessage(Object response) {
      throw new UnsupportedOperationException("A token is verified, nothing is changed");
    }

    @Override
    public Map<String, Object> getMap() {
      return new HashMap<>();
    }
  }

  /**
   * Takes the module over from the container, for as long as the application runs.
   *
   * @throws IllegalStateException if the container has none for this application
   */
  static MicroProfileJwt takeOver(ServletContext context) throws AuthException {
    String application = context.getVirtualServerName() + " " + context.getContextPath();
    AuthConfigFactory registry = AuthConfigFactory.getFactory();
    @Nullable AuthConfigProvider provider = registry.getConfigProvider(LAYER, application, null);
    List<String> registrations =
        provider == null
            ? List.of()
            : Arrays.stream(registry.getRegistrationIDs(provider))
                .filter(
                    id -> application.equals(registry.getRegistrationContext(id).getAppContext()))
                .toList();
    if (provider == null || registrations.isEmpty()) {
      throw new IllegalStateException("MicroProfile JWT is not switched on");
    }
    ServerAuthContext module =
        provider
            .getServerAuthConfig(LAYER, application, MicroProfileJwt::hear)
            .getAuthContext(application, new Subject(), Map.of());
    registrations.forEach(registry::removeRegistration);
    return new MicroProfileJwt(module);
  }

  /**
   * Verifies the token of a request that comes with one.
   *
   * @return empty if it is not good: the request is answered then
   */
  Optional<JsonWebToken> verify(HttpServletRequest request, HttpServletResponse response)
      throws AuthException, IOException {
    Subject caller = new Subject();
    AuthStatus status = module.validateRequest(new Exchange(request, response), caller, null);
    if (status != AuthStatus.SUCCESS) {
      return Optional.empty();
    }
    Optional<JsonWebToken> token = caller.getPrincipals(JsonWebToken.class).stream().findFirst();
    if (token.isEmpty()) {
      // To the module a scheme without a token is nothing to answer.
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
    }
    return token;
  }

  /** What the module would have the container know. */
  private static void hear(Callback[] facts) {
    for (Callback fact : facts) {
      if (fact instanceof CallerPrincipalCallback caller && caller.getPrincipal() != null) {
        caller.getSubject().getPrincipals().add(caller.getPrincipal());
      }
    }
  }
}
