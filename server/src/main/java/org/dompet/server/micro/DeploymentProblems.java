package org.dompet.server.micro;

import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.dompet.server.place.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the log while something is deployed. The answer of a failed deployment often hides the
 * cause ("see server.log"); the exception that was logged has it.
 */
final class DeploymentProblems extends Handler {

  private static final Logger ROOT = Logger.getLogger("");

  private @Nullable Throwable first;

  static DeploymentProblems listen() {
    DeploymentProblems problems = new DeploymentProblems();
    problems.setLevel(Level.WARNING);
    ROOT.addHandler(problems);
    return problems;
  }

  @Override
  public synchronized void publish(LogRecord record) {
    if (first == null && record.getThrown() != null && isLoggable(record)) {
      first = record.getThrown();
    }
  }

  synchronized Optional<String> reason() {
    return Optional.ofNullable(first).map(Reason::deepest);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    ROOT.removeHandler(this);
  }
}
