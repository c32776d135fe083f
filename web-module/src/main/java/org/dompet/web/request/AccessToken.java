package org.dompet.web.request;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** What a request's access token says, once it was found good. */
public final class AccessToken {
  private static final String ATTRIBUTE = AccessToken.class.getName();

  private AccessToken() {}

  /** Empty for nobody. */
  public static Optional<JsonWebToken> of(HttpServletRequest request) {
    return Optional.ofNullable((JsonWebToken) request.getAttribute(ATTRIBUTE));
  }

  /** For whoever verified it. */
  public static void remember(HttpServletRequest request, JsonWebToken token) {
    request.setAttribute(ATTRIBUTE, token);
  }
}
