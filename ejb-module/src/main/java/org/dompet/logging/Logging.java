package org.dompet.logging;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Has every line written in our format for as long as the application runs. */
@ApplicationScoped
public class Logging {
  private LogSettings settings;
  private @Nullable RootLog log;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected Logging() {}

  @Inject
  Logging(LogSettings settings) {
    this.settings = settings;
  }

  /** Before most others: what they say when they start is to be in the log as well. */
  void onStart(@Observes @Priority(2) @Initialized(ApplicationScoped.class) Object event) {
    begin();
  }

  /** Begins, unless it has begun. */
  public synchronized void begin() {
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
