package org.dompet.server.readiness;

import java.util.regex.Pattern;
import org.dompet.readiness.Verdict;

/** Browsers run no script that is not the server's own. */
final class PolicyIsStrict extends ServerCheck {
  private static final Pattern LAX =
      Pattern.compile(
          "'unsafe-inline'|'unsafe-eval'|(?:^|[ ;])(?:\\*|https?:|data:)(?:[ ;]|$)(?<!img-src data:[ ;])");

  PolicyIsStrict(RunningServer server) {
    super(server);
  }

  @Override
  public String name() {
    return "content-security-policy";
  }

  @Override
  public String proves() {
    return "Every answer has a Content-Security-Policy with a default, without "
        + "unsafe-inline, unsafe-eval and wildcards.";
  }

  @Override
  Verdict ask(RunningServer server) {
    for (String path : HeadersProtect.PAGES) {
      String policy = server.get(path).text("Content-Security-Policy");
      if (!policy.contains("default-src")) {
        return Verdict.fail(path + (policy.isEmpty() ? " has no policy" : " has no default-src"));
      }
      if (LAX.matcher(policy).find()) {
        return Verdict.fail(path + " has a lax policy: " + policy);
      }
    }
    return Verdict.pass("strict on " + String.join(", ", HeadersProtect.PAGES));
  }
}
