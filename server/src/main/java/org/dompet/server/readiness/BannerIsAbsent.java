package org.dompet.server.readiness;

import java.util.List;
import org.dompet.readiness.Verdict;

/** Nobody is told what the server runs on. */
final class BannerIsAbsent extends ServerCheck {
  BannerIsAbsent(RunningServer server) {
    super(server);
  }

  @Override
  public String name() {
    return "server-banner";
  }

  @Override
  public String proves() {
    return "No answer names the server's software or its version.";
  }

  @Override
  Verdict ask(RunningServer server) {
    for (String path : HeadersProtect.PAGES) {
      Answer answer = server.get(path);
      for (String header : List.of("Server", "X-Powered-By")) {
        if (answer.header(header).isPresent()) {
          return Verdict.fail(path + " has " + header + ": " + answer.text(header));
        }
      }
    }
    return Verdict.pass("no Server and no X-Powered-By header");
  }
}
