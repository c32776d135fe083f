package org.dompet.server.readiness;

import org.dompet.readiness.Verdict;

/** The server itself says that it may be sent requests. */
final class ServerIsReady extends ServerCheck {
  ServerIsReady(RunningServer server) {
    super(server);
  }

  @Override
  public String name() {
    return "server";
  }

  @Override
  public String proves() {
    return "The server runs, and says of itself that it is ready.";
  }

  @Override
  Verdict ask(RunningServer server) {
    Answer answer = server.get("/ready");
    return answer.status() == 200
        ? Verdict.pass(server.url() + "/ready answers 200")
        : Verdict.fail("/ready answers " + answer.status() + ": " + answer.body());
  }
}
