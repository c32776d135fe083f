package org.dompet.web.auth;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.dompet.identity.AccessTokens;

/** The public keys of our access tokens (RFC 7517), for whoever wants to verify one. */
@WebServlet(urlPatterns = "/.well-known/jwks.json")
public class JwksServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient AccessTokens tokens;

  @SuppressWarnings("NullAway.Init") // for the container
  public JwksServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "public, max-age=300");
    response.getWriter().write(tokens.jwks());
  }
}
