package org.dompet.broker;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Artemis greets at length, and its audit log writes a line for every connection. Warnings are
 * enough, unless the operator has set these levels.
 */
final class QuietLogs {
  // Held: the logging system forgets the level of a logger that nobody holds.
  private static final Logger ARTEMIS = Logger.getLogger("org.apache.activemq");
  private static final List<Logger> AUDIT =
      List.of(
          Logger.getLogger("org.apache.activemq.audit"),
          Logger.getLogger("org.apache.activemq.audit.base"),
          Logger.getLogger("org.apache.activemq.audit.resource"),
          Logger.getLogger("org.apache.activemq.audit.message"));

  private QuietLogs() {}

  static void apply() {
    lower(ARTEMIS, Level.WARNING);
    AUDIT.forEach(logger -> lower(logger, Level.OFF));
  }

  private static void lower(Logger logger, Level level) {
    if (logger.getLevel() == null) {
      logger.setLevel(level);
    }
  }
}
