package org.dompet.web.openapi;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Sends {@code /docs} to {@code /docs/}. The container would too, by an address made of whatever
 * the request's {@code Host} claims to be, and by a page of its own.
 */
@WebServlet(urlPatterns = DocsEntrance.PATH)
public class DocsEntrance extends HttpServlet {
  /** Where it is. */
  static final String PATH = "/docs";

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_MOVED_PERMANENTLY);
    response.setHeader("Location", request.getContextPath() + PATH + "/");
  }
}
