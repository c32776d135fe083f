package org.dompet.web.request;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.dompet.audit.Caller;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.web.problem.Problem;
import org.dompet.web.problem.ProblemType;
import org.dompet.web.problem.RequestId;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The call that is being answered: who makes it, from where, under what key. One object for all of
 * them, which asks for the request of its thread.
 */
@ApplicationScoped
public class Call {
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

  private ClientAddress clientAddress;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected Call() {}

  @Inject
  Call(ClientAddress clientAddress) {
    this.clientAddress = clientAddress;
  }

  /** What the caller's access token says, if there was a good one. */
  public Optional<JsonWebToken> token() {
    return CurrentRequest.get().getUserPrincipal() instanceof JsonWebToken token
        ? Optional.of(token)
        : Optional.empty();
  }

  /**
   * Who is signed in.
   *
   * @throws Refusal {@link Kind#UNAUTHENTICATED} if nobody is
   */
  public UUID userId() {
    try {
      return token()
          .map(JsonWebToken::getSubject)
          .map(UUID::fromString)
          .orElseThrow(() -> Refusal.of(Kind.UNAUTHENTICATED, "An access token is needed"));
    } catch (IllegalArgumentException notOneOfOurs) {
      throw Refusal.of(Kind.UNAUTHENTICATED, "The access token is not about a user");
    }
  }

  /** Where it comes from, as far as proxies are to be believed. */
  public String address() {
    return clientAddress.of(CurrentRequest.get());
  }

  /** Sets a header of the answer, whatever the answer will be. */
  public void answerWith(String header, String value) {
    CurrentRequest.response().setHeader(header, value);
  }

  /**
   * The session that the call is part of.
   *
   * @throws Refusal {@link Kind#UNAUTHENTICATED} if nobody is signed in
   */
  public UUID sessionId() {
    try {
      return token()
          .map(token -> String.valueOf(token.<Object>getClaim("sid")))
          .map(text -> UUID.fromString(text.replace("\"", "")))
          .orElseThrow(() -> Refusal.of(Kind.UNAUTHENTICATED, "An access token is needed"));
    } catch (IllegalArgumentException notOneOfOurs) {
      throw Refusal.of(Kind.UNAUTHENTICATED, "The access token is of no session");
    }
  }

  /** For the audit log. */
  public Caller caller() {
    HttpServletRequest request = CurrentRequest.get();
    return new Caller(
        clientAddress.of(request), request.getHeader("User-Agent"), RequestId.current());
  }

  /**
   * The {@code Idempotency-Key} that a request which moves money must have: 1 to 200 visible ASCII
   * characters.
   */
  public String idempotencyKey() {
    String key = CurrentRequest.get().getHeader("Idempotency-Key");
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
