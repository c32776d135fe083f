package org.dompet.server.readiness;

import java.util.List;
import java.util.Map;
import org.dompet.readiness.Verdict;
import org.dompet.server.place.Settings;

/** Pages of strangers cannot call the API from somebody's browser. */
final class StrangersMayNotCall extends ServerCheck {
  private static final String STRANGER = "https://stranger.example";
  private static final String ALLOW = "Access-Control-Allow-Origin";

  private final Settings settings;

  StrangersMayNotCall(RunningServer server, Settings settings) {
    super(server);
    this.settings = settings;
  }

  @Override
  public String name() {
    return "cors";
  }

  @Override
  public String proves() {
    return "A browser may call the API from configured origins alone, and /admin " + "from none.";
  }

  @Override
  Verdict ask(RunningServer server) {
    for (String path : List.of("/api/v1/wallets", "/api/v1/admin/jobs")) {
      Answer stranger = preflight(server, path, STRANGER);
      String allowed = stranger.text(ALLOW);
      if (!allowed.isEmpty()) {
        return Verdict.fail(path + " may be called from " + allowed);
      }
    }
    String own =
        settings
            .find("dompet.http.cors-origins")
            .orElse("https://web.telegram.org")
            .split(",", -1)[0];
    String admin = preflight(server, "/api/v1/admin/jobs", own).text(ALLOW);
    if (!admin.isEmpty()) {
      return Verdict.fail("/admin may be called from " + admin);
    }
    String answered = preflight(server, "/api/v1/wallets", own).text(ALLOW);
    return answered.equals(own)
        ? Verdict.pass(own + " may call the API, strangers and callers of /admin may not")
        : Verdict.warn(own + " is configured, but not allowed");
  }

  private static Answer preflight(RunningServer server, String path, String origin) {
    return server.send(
        "OPTIONS",
        path,
        "",
        Map.of(
            "Origin", origin,
            "Access-Control-Request-Method", "GET",
            "Access-Control-Request-Headers", "authorization"));
  }
}
