package org.dompet.web.request;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.dompet.audit.Caller;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.web.problem.Problem;
import org.dompet.web.problem.ProblemType;
import org.dompet.web.problem.RequestId;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * The call that is being answered: who makes it, from where, under what key. One object for all of
 * them: the container's request is that of the thread that asks.
 */
@ApplicationScoped
public class Call {
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

  private HttpServletRequest request;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected Call() {}

  @Inject
  Call(HttpServletRequest request) {
    this.request = request;
  }

  /**
   * Who is signed in.
   *
   * @throws Refusal {@link Kind#UNAUTHENTICATED} if nobody is
   */
  public UUID userId() {
    if (request.getUserPrincipal() instanceof JsonWebToken token) {
      @Nullable String subject = token.getSubject();
      if (subject != null) {
        return UUID.fromString(subject);
      }
    }
    throw Refusal.of(Kind.UNAUTHENTICATED, "An access token is needed");
  }

  /** For the audit log. */
  public Caller caller() {
    return new Caller(
        request.getRemoteAddr(), request.getHeader("User-Agent"), RequestId.current());
  }

  /**
   * The {@code Idempotency-Key} that a request which moves money must have: 1 to 200 visible ASCII
   * characters.
   */
  public String idempotencyKey() {
    String key = request.getHeader("Idempotency-Key");
    if (key == null || !KEY.matcher(key).matches()) {
      throw new WebApplicationException(
          Problem.of(
                  ProblemType.IDEMPOTENCY_KEY_MISSING,
                  "Send a key of your own choice, 1 to 200 visible ASCII characters, and the same"
                      + " one when you repeat the request")
              .toResponse());
    }
    return key;
  }
}
