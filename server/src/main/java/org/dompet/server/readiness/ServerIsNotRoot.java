package org.dompet.server.readiness;

import java.util.Optional;
import org.dompet.readiness.Check;
import org.dompet.readiness.Verdict;

/** Who breaks into the server does not own the machine. */
final class ServerIsNotRoot implements Check {
  private final Optional<String> owner;

  ServerIsNotRoot(Optional<String> owner) {
    this.owner = owner;
  }

  @Override
  public String name() {
    return "process-user";
  }

  @Override
  public String proves() {
    return "The server's process is not root's.";
  }

  @Override
  public Scope scope() {
    return Scope.PRODUCTION;
  }

  @Override
  public Verdict look() {
    if (owner.isEmpty()) {
      return Verdict.warn(ServerCheck.SKIPPED + "no server runs on this directory");
    }
    String user = owner.get();
    return user.equals("root") || user.equals("0")
        ? Verdict.fail("the server runs as root")
        : Verdict.pass("the server runs as " + user);
  }
}
