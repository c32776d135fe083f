package org.dompet.server.readiness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A route of the API, with ids of nothing in its path. */
record Route(String method, String path) {
  private static final Pattern LINE =
      Pattern.compile("^(?:  (/\\S*):|    (get|post|put|patch|delete):)\\s*$", Pattern.MULTILINE);
  private static final String NOTHING = "00000000-0000-0000-0000-000000000000";

  /** Those for administrators, out of the document as it was written, in YAML. */
  static List<Route> admin(String openapi) {
    List<Route> routes = new ArrayList<>();
    String path = "";
    Matcher line = LINE.matcher(openapi);
    while (line.find()) {
      if (line.group(1) != null) {
        path = line.group(1);
      } else if (path.startsWith("/api/v1/admin/")) {
        routes.add(
            new Route(
                line.group(2).toUpperCase(Locale.ROOT), path.replaceAll("\\{[^}]*}", NOTHING)));
      }
    }
    return routes;
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
