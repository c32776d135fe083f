package org.dompet.server;

import org.dompet.server.micro.MicroServer;
import org.dompet.server.place.InstanceLock;
import org.jspecify.annotations.Nullable;

/** What has to end, and in which order: the application, its database, the lock. */
final class Ending {

  private final InstanceLock lock;
  private volatile boolean application;
  private volatile @Nullable AutoCloseable database;

  Ending(InstanceLock lock) {
    this.lock = lock;
  }

  void awaitApplication() {
    application = true;
  }

  void close(AutoCloseable database) {
    this.database = database;
  }

  /** Runs in a shutdown hook, beside the application server's own. */
  void end() {
    if (application) {
      MicroServer.awaitEnd();
    }
    quietly(database);
    quietly(lock);
  }

  /** At the end there is nobody left to refuse to; the log is told. */
  private static void quietly(@Nullable AutoCloseable resource) {
    try {
      if (resource != null) {
        resource.close();
      }
    } catch (Exception e) {
      e.printStackTrace(System.err);
    }
  }
}
