package org.dompet.web.openapi;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * {@code /openapi}: the contract, in YAML or in JSON.
 *
 * <p>The pattern is the one under which the server would add a servlet of its own, with a document
 * that it makes out of the classes: it stays away from a pattern that is taken.
 */
@WebServlet(urlPatterns = "/openapi/*")
public class OpenApiServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient OpenApiDocument yaml = OpenApiDocument.yaml();
  private final transient OpenApiDocument json = OpenApiDocument.json();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getPathInfo() != null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    boolean asJson =
        OpenApiDocument.isJsonWanted(request.getParameter("format"), request.getHeader("Accept"));
    OpenApiDocument document = asJson ? json : yaml;
    response.setHeader("ETag", document.tag());
    response.setHeader("Vary", "Accept");
    // To be kept, but asked for each time: a new version of the server has a new document.
    response.setHeader("Cache-Control", "no-cache");
    if (document.isKnownBy(request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    byte[] content = document.content();
    response.setContentType(document.mediaType());
    response.setContentLength(content.length);
    response.getOutputStream().write(content);
  }
}
