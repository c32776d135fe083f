package org.dompet.server.readiness;

import java.util.List;
import java.util.Map;
import org.dompet.readiness.Verdict;

/** Nobody comes in among administrators without a token. */
final class AdminIsClosed extends ServerCheck {
  AdminIsClosed(RunningServer server) {
    super(server);
  }

  @Override
  public String name() {
    return "admin-doors";
  }

  @Override
  public String proves() {
    return "Every admin route of /openapi refuses a call without an access token.";
  }

  @Override
  Verdict ask(RunningServer server) {
    List<Route> routes = Route.admin(server.get("/openapi").body());
    if (routes.isEmpty()) {
      return Verdict.fail("/openapi names no admin routes");
    }
    for (Route route : routes) {
      int status = server.send(route.method(), route.path(), "", Map.of()).status();
      // Whoever called too often is kept out as well.
      if (status != 401 && status != 429) {
        return Verdict.fail(route + " answers " + status + " to nobody");
      }
    }
    return Verdict.pass(routes.size() + " routes let nobody in without a token");
  }
}
