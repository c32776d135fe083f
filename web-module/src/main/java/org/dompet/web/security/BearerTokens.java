package org.dompet.web.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.security.auth.message.AuthException;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.dompet.identity.AccessTokens;
import org.dompet.identity.EndedSessions;
import org.dompet.web.request.AccessToken;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Where and how often access tokens are verified. MicroProfile JWT does it, once for each token: a
 * person sends the same one many times in its fifteen minutes, and the signature does not change.
 *
 * <p>Only the API's doors are asked who is calling, and not those where one signs in: a client that
 * sends its expired token along with a refresh token is welcome there.
 */
@Dependent
public class BearerTokens implements Filter {
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
          // Tidying up is less work than to wake another thread for it.
          .executor(Runnable::run)
          .build();

  private final Clock clock;
  private final Predicate<String> hasEnded;
  private MicroProfileJwt microProfile;

  @Inject
  @SuppressWarnings("NullAway.Init") // with the filter
  BearerTokens(Clock clock, EndedSessions ended) {
    this.clock = clock;
    this.hasEnded = ended.asPredicate();
  }

  /** A token whose signature was good, with what every request asks of it. */
  private record Verified(ReadToken token, String session) {}

  @Override
  public void init(FilterConfig filter) throws ServletException {
    try {
      microProfile = MicroProfileJwt.takeOver(filter.getServletContext());
    } catch (AuthException broken) {
      throw new ServletException(broken);
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest asked = (HttpServletRequest) request;
    @Nullable String header =
        asksWho(asked.getRequestURI().substring(asked.getContextPath().length()))
            ? asked.getHeader("Authorization")
            : null;
    if (header == null
        || !header.startsWith(SCHEME)
        || isKnown(header, asked)
        || isGood(header, asked, (HttpServletResponse) response)) {
      chain.doFilter(request, response);
    }
  }

  /** Whether the token was verified before; it counts as long as its session lasts. */
  private boolean isKnown(String header, HttpServletRequest request) {
    @Nullable Verified known = verified.getIfPresent(header);
    if (known == null || !isCurrent(known.token())) {
      return false;
    }
    if (!hasEnded.test(known.session())) {
      AccessToken.remember(request, known.token());
    }
    return true;
  }

  /**
   * Nobody comes in with a token that says no session, one that has ended, or not yet.
   *
   * @return false if the token is none of ours, and the request answered
   */
  private boolean isGood(String header, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    Optional<JsonWebToken> token;
    try {
      token = microProfile.verify(request, response);
    } catch (AuthException broken) {
      throw new ServletException(broken);
    }
    token.ifPresent(good -> remember(header, good, request));
    return token.isPresent();
  }

  private void remember(String header, JsonWebToken token, HttpServletRequest request) {
    @Nullable String session = session(token);
    if (session == null || hasEnded.test(session) || isYetToCome(token)) {
      return;
    }
    ReadToken read = new ReadToken(token);
    AccessToken.remember(request, read);
    if (isCurrent(read)) {
      verified.put(header, new Verified(read, session));
    }
  }

  private static @Nullable String session(JsonWebToken token) {
    Object claim = token.getClaim(SESSION);
    if (claim instanceof JsonString text) {
      return text.getString();
    }
    return claim instanceof String text ? text : null;
  }

  private static boolean asksWho(String path) {
    return path.startsWith(API) ? !path.startsWith(SIGN_IN) : STAFF_SEE_MORE.contains(path);
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
