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

  /** Returns how long it took. */
  Duration run(Load load) throws IOException {
    double best = 0;
    int without = 0;
    int windows = 0;
    while (windows < most && (windows < least || without < 2)) {
      double rate = load.saturate(window).perSecond();
      without = rate < best * GAIN ? without + 1 : 0;
      best = Math.max(best, rate);
      windows++;
    }
    return window.multipliedBy(windows);
  }
}
