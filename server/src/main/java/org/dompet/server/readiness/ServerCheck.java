package org.dompet.server.readiness;

import org.dompet.readiness.Check;
import org.dompet.readiness.Verdict;

/** A check of what the running server answers. Without a server it is skipped, with a warning. */
abstract class ServerCheck implements Check {
  static final String SKIPPED = "SKIPPED: ";

  private final RunningServer server;

  ServerCheck(RunningServer server) {
    this.server = server;
  }

  /** Judges what the server answers. */
  abstract Verdict ask(RunningServer server);

  @Override
  public final Verdict look() {
    try {
      return ask(server);
    } catch (RunningServer.Silent silent) {
      return Verdict.warn(SKIPPED + silent.getMessage());
    }
  }
}
