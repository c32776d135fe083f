package org.dompet.server.readiness;

import java.util.ArrayList;
import java.util.List;
import org.dompet.readiness.Verdict;

/** Every kind of answer carries the headers that keep browsers from mischief. */
final class HeadersProtect extends ServerCheck {
  static final List<String> PAGES =
      List.of("/docs/", "/api/v1/wallets", "/problems/not-found", "/nowhere-at-all", "/ready");

  HeadersProtect(RunningServer server) {
    super(server);
  }

  @Override
  public String name() {
    return "security-headers";
  }

  @Override
  public String proves() {
    return "Every answer forbids sniffing, framing by strangers, and telling "
        + "others where one came from.";
  }

  @Override
  Verdict ask(RunningServer server) {
    List<String> missing = new ArrayList<>();
    for (String path : PAGES) {
      Answer answer = server.get(path);
      if (!answer.text("X-Content-Type-Options").equals("nosniff")) {
        missing.add(path + " lacks X-Content-Type-Options");
      }
      if (answer.header("Referrer-Policy").isEmpty()) {
        missing.add(path + " lacks Referrer-Policy");
      }
      if (answer.header("X-Frame-Options").isEmpty()
          && !answer.text("Content-Security-Policy").contains("frame-ancestors")) {
        missing.add(path + " may be framed");
      }
    }
    return missing.isEmpty()
        ? Verdict.pass("seen on " + String.join(", ", PAGES))
        : Verdict.fail(String.join(", ", missing));
  }
}
