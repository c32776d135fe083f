package org.dompet.bench.http;

import java.io.IOException;
import java.time.Duration;

/**
 * Load until the server is as fast as it becomes: its second compiler needs minutes, with two cores
 * for everything.
 *
 * @param window of load whose rates are compared
 * @param least so many windows
 * @param most so many, however it goes on
 */
record WarmUp(Duration window, int least, int most) {
  /** Two windows that gain less than that in the best one so far are the end. */
  private static final double GAIN = 1.02;

  /** What it took. */
  record Done(long made, Duration time) {}

  Done run(Load load) throws IOException {
    long made = 0;
    double best = 0;
    int without = 0;
    int windows = 0;
    while (windows < most && (windows < least || without < 2)) {
      Load.Result result = load.saturate(window);
      made += result.made();
      without = result.perSecond() < best * GAIN ? without + 1 : 0;
      best = Math.max(best, result.perSecond());
      windows++;
    }
    return new Done(made, window.multipliedBy(windows));
  }
}
