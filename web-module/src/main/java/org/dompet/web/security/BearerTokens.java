package org.dompet.web.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContextWrapper;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import org.dompet.identity.AccessTokens;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Where and how often access tokens are verified. MicroProfile JWT does it, once for each token: a
 * person sends the same one many times in its fifteen minutes, and the signature does not change.
 *
 * <p>Only the API's doors are asked who is calling, and not those where one signs in: a client that
 * sends its expired token along with a refresh token is welcome there.
 */
@Alternative
@Priority(100)
@ApplicationScoped
public class BearerTokens implements HttpAuthenticationMechanism {
  private static final String SCHEME = "Bearer ";
  private static final String API = "/api/v1/";
  private static final String SIGN_IN = "/api/v1/auth/";
  private static final long MOST_IN_MEMORY = 10_000;

  private final Cache<String, CredentialValidationResult> verified =
      Caffeine.newBuilder()
          .maximumSize(MOST_IN_MEMORY)
          .expireAfterWrite(Duration.ofSeconds(AccessTokens.LIFETIME.toSeconds()))
          .build();

  private HttpAuthenticationMechanism microProfile;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected BearerTokens() {}

  @Inject
  BearerTokens(BeanManager beans, Clock clock) {
    this.microProfile = other(beans);
    this.clock = clock;
  }

  /** Not by injection, where an alternative hides what it stands in for. */
  private static HttpAuthenticationMechanism other(BeanManager beans) {
    Bean<?> bean =
        beans.getBeans(HttpAuthenticationMechanism.class, Any.Literal.INSTANCE).stream()
            .filter(candidate -> candidate.getBeanClass() != BearerTokens.class)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("MicroProfile JWT is not switched on"));
    return (HttpAuthenticationMechanism)
        beans.getReference(
            bean, HttpAuthenticationMechanism.class, beans.createCreationalContext(bean));
  }

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
      throws AuthenticationException {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    if (!path.startsWith(API) || path.startsWith(SIGN_IN)) {
      return context.doNothing();
    }
    @Nullable String header = request.getHeader("Authorization");
    if (header == null || !header.startsWith(SCHEME)) {
      return microProfile.validateRequest(request, response, context);
    }
    @Nullable CredentialValidationResult known = verified.getIfPresent(header);
    if (known != null && isCurrent(known)) {
      return context.notifyContainerAboutLogin(known);
    }
    return microProfile.validateRequest(request, response, new Remember(context, header));
  }

  private boolean isCurrent(CredentialValidationResult result) {
    return result.getCallerPrincipal() instanceof JsonWebToken token
        && clock.instant().getEpochSecond() < token.getExpirationTime();
  }

  /** Keeps what a token was verified to say. */
  private final class Remember extends HttpMessageContextWrapper {
    private final String header;

    Remember(HttpMessageContext context, String header) {
      super(context);
      this.header = header;
    }

    @Override
    public AuthenticationStatus notifyContainerAboutLogin(CredentialValidationResult result) {
      if (result.getStatus() == CredentialValidationResult.Status.VALID && isCurrent(result)) {
        verified.put(header, result);
      }
      return super.notifyContainerAboutLogin(result);
    }
  }
}
