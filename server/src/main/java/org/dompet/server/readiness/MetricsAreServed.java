package org.dompet.server.readiness;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dompet.readiness.Verdict;

/** Somebody could see what the server does. */
final class MetricsAreServed extends ServerCheck {
  private static final int FEWEST = 10;

  MetricsAreServed(RunningServer server) {
    super(server);
  }

  @Override
  public String name() {
    return "metrics";
  }

  @Override
  public String proves() {
    return "/metrics answers with the metrics that rules and dashboards use.";
  }

  @Override
  Verdict ask(RunningServer server) {
    Answer answer = server.get("/metrics");
    if (answer.status() != 200) {
      return Verdict.fail("/metrics answers " + answer.status());
    }
    Set<String> names =
        answer
            .body()
            .lines()
            .filter(line -> line.startsWith("dompet_"))
            .map(line -> line.split("[{ ]", 2)[0])
            .collect(Collectors.toCollection(TreeSet::new));
    return names.size() < FEWEST
        ? Verdict.fail("/metrics has " + names.size() + " metrics of Dompet")
        : Verdict.pass(names.size() + " metrics of Dompet");
  }
}
