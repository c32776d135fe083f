package org.dompet.web.problem;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;

/** The page about a problem, {@code /problems/<code>}: Markdown from {@code docs/problems}. */
@WebServlet(urlPatterns = "/problems/*")
public class ProblemPages extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = String.valueOf(request.getPathInfo());
    for (ProblemType type : ProblemType.values()) {
      if (path.equals("/" + type.code())) {
        try (InputStream page =
            ProblemPages.class.getResourceAsStream("/problems/" + type.code() + ".md")) {
          if (page != null) {
            response.setContentType("text/markdown;charset=UTF-8");
            page.transferTo(response.getOutputStream());
            return;
          }
        }
      }
    }
    response.sendError(HttpServletResponse.SC_NOT_FOUND);
  }
}
