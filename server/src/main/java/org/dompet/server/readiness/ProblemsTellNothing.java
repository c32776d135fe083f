package org.dompet.server.readiness;

import java.util.List;
import java.util.regex.Pattern;
import org.dompet.readiness.Verdict;

/** What the server refuses tells nobody how it is built. */
final class ProblemsTellNothing extends ServerCheck {
  private static final List<String> PAGES =
      List.of("/nowhere-at-all", "/api/v1/nowhere-at-all", "/api/v1/wallets", "/problems/nothing");

  private static final Pattern INSIDES =
      Pattern.compile("org\\.|java\\.|Exception|\\bat [a-z]+\\.|(?i:select .* from )|Payara");

  ProblemsTellNothing(RunningServer server) {
    super(server);
  }

  @Override
  public String name() {
    return "error-pages";
  }

  @Override
  public String proves() {
    return "A refusal is a problem document without a stack trace, a class name or " + "SQL.";
  }

  @Override
  Verdict ask(RunningServer server) {
    for (String path : PAGES) {
      Answer answer = server.get(path);
      if (answer.status() < 400 || answer.status() > 499) {
        return Verdict.fail(path + " answers " + answer.status());
      }
      if (!answer.text("Content-Type").startsWith("application/problem+json")) {
        return Verdict.fail(path + " answers with " + answer.text("Content-Type"));
      }
      if (INSIDES.matcher(answer.body()).find()) {
        return Verdict.fail(path + " shows its insides");
      }
    }
    return Verdict.pass(PAGES.size() + " wrong requests were refused with problems");
  }
}
