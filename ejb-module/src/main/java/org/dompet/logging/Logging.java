package org.dompet.logging;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/** Has every line written in our format for as long as the application runs. */
@ApplicationScoped
public class Logging {
  private @Nullable RootLog log;

  Logging() {}

  /** Before all others: what they say when they start is to be in the log as well. */
  synchronized void begin(
      @Observes @Priority(1) @Initialized(ApplicationScoped.class) Object event,
      LogSettings settings) {
    if (log == null) {
      log = RootLog.install(settings.format());
    }
  }

  @PreDestroy
  synchronized void end() {
    if (log != null) {
      log.close();
      log = null;
    }
  }
}
