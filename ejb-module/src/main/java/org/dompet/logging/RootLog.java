package org.dompet.logging;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the root logger and the handlers that write. Lines are finished in the thread that
 * logs, which alone knows its context; a server may write them in another.
 *
 * <p>The server's handlers come from another class loader than the application: what passes between
 * them is a plain record whose message is the whole line. The command puts one in place for what
 * the server says by itself; the application's, which knows the context, stands in front of it for
 * as long as the application runs.
 */
public final class RootLog implements AutoCloseable {
  /** The name of the logger of a record whose message is a finished line. */
  private static final String FINISHED = "org.dompet.logging.finished";

  private static final Logger ROOT = Logger.getLogger("");
  private static final LongAdder WARNINGS = new LongAdder();
  private static final LongAdder ERRORS = new LongAdder();

  private final List<Front> fronts = new ArrayList<>();
  private final Thread.@Nullable UncaughtExceptionHandler before =
      Thread.getDefaultUncaughtExceptionHandler();
  // One object, for close() asks whether it is still in place.
  private final Thread.UncaughtExceptionHandler uncaught = RootLog::logDeath;

  private RootLog() {}

  /** Takes all that the root logger is told, and what threads die of, until it is closed. */
  public static RootLog install(LogFormat format) {
    RootLog log = new RootLog();
    for (Handler handler : ROOT.getHandlers()) {
      if (writesLines(handler)) {
        Front front = new Front(handler, new LogLine(format), log.fronts.isEmpty());
        ROOT.addHandler(front);
        ROOT.removeHandler(handler);
        log.fronts.add(front);
      }
    }
    Thread.setDefaultUncaughtExceptionHandler(log.uncaught);
    return log;
  }

  /** Else it would be printed: in no format, and with whatever secret its message has. */
  private static void logDeath(Thread thread, Throwable error) {
    ROOT.log(Level.SEVERE, "The thread " + thread.getName() + " died", error);
  }

  /** Payara's file of notifications takes records of its own kind alone. */
  private static boolean writesLines(Handler handler) {
    String name = handler.getClass().getName();
    return name.endsWith("$Front")
        || (handler instanceof StreamHandler && !name.contains("Notification"));
  }

  /** Gives the handlers back as they were. */
  @Override
  public void close() {
    for (Front front : fronts) {
      if (List.of(ROOT.getHandlers()).contains(front)) {
        ROOT.addHandler(front.behind);
        ROOT.removeHandler(front);
      }
      front.restore();
    }
    fronts.clear();
    if (Thread.getDefaultUncaughtExceptionHandler() == uncaught) {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  /** Lines of level WARN since the start. */
  public static long warnings() {
    return WARNINGS.sum();
  }

  /** Lines of level ERROR since the start. */
  public static long errors() {
    return ERRORS.sum();
  }

  static boolean isFinished(LogRecord record) {
    return FINISHED.equals(record.getLoggerName());
  }

  /** In front of one handler. */
  private static final class Front extends Handler {
    private final Handler behind;
    private final LogLine lines;
    private final Formatter before;

    /** The first of several handlers does. */
    private final boolean counts;

    Front(Handler behind, LogLine lines, boolean counts) {
      this.behind = behind;
      this.lines = lines;
      this.counts = counts;
      this.before = behind.getFormatter();
      setLevel(behind.getLevel());
      setFormatter(lines);
      if (!behind.getClass().getName().endsWith("$Front")) {
        behind.setFormatter(lines);
      }
    }

    @Override
    public void publish(LogRecord record) {
      if (isLoggable(record) && behind.isLoggable(record)) {
        count(record.getLevel().intValue());
        behind.publish(isFinished(record) ? record : finished(record));
      }
    }

    private void count(int level) {
      if (counts && level >= Level.SEVERE.intValue()) {
        ERRORS.increment();
      } else if (counts && level >= Level.WARNING.intValue()) {
        WARNINGS.increment();
      }
    }

    private LogRecord finished(LogRecord record) {
      LogRecord line = new LogRecord(record.getLevel(), lines.format(record));
      line.setLoggerName(FINISHED);
      line.setInstant(record.getInstant());
      line.setLongThreadID(record.getLongThreadID());
      // Else it would be looked for, line by line, in the thread's stack.
      line.setSourceClassName(null);
      line.setSourceMethodName(null);
      return line;
    }

    void restore() {
      behind.setFormatter(before);
    }

    @Override
    public void flush() {
      behind.flush();
    }

    @Override
    public void close() {
      behind.close();
    }
  }
}
