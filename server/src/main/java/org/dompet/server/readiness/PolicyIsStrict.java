package org.dompet.server.readiness;

import java.util.List;
import java.util.Set;
import org.dompet.readiness.Verdict;

/** Browsers run no script that is not the server's own. */
final class PolicyIsStrict extends ServerCheck {
  private static final Set<String> LAX =
      Set.of("'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:", "data:");

  /** Images that a style sheet holds itself: nothing in them runs. */
  private static final String HARMLESS = "img-src data:";

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
      if (isLax(policy)) {
        return Verdict.fail(path + " has a lax policy: " + policy);
      }
    }
    return Verdict.pass("strict on " + String.join(", ", HeadersProtect.PAGES));
  }

  static boolean isLax(String policy) {
    for (String directive : policy.split(";", -1)) {
      List<String> words = List.of(directive.strip().split(" +", -1));
      for (String source : words) {
        if (LAX.contains(source) && !HARMLESS.equals(words.get(0) + " " + source)) {
          return true;
        }
      }
    }
    return false;
  }
}
