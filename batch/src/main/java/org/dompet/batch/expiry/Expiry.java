package org.dompet.batch.expiry;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntUnaryOperator;

/** Ends what is over, in transactions of a bounded size; one run at a time on this node. */
final class Expiry {
  private static final Logger LOG = System.getLogger(Expiry.class.getName());

  private final String things;
  private final int batch;
  private final int mostBatches;
  private final AtomicBoolean running = new AtomicBoolean();

  /**
   * One kind of thing that ends.
   *
   * @param things for the log: {@code holds}
   * @param batch how many are ended in one transaction
   * @param mostBatches transactions in one run: what is left waits for the next
   */
  Expiry(String things, int batch, int mostBatches) {
    this.things = things;
    this.batch = batch;
    this.mostBatches = mostBatches;
  }

  /**
   * Ends what can be ended now, unless a run is under way. Never throws: that could end the timer
   * for good.
   *
   * @param end ends up to so many in one transaction, and returns how many it ended
   */
  void run(IntUnaryOperator end) {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    try {
      int ended = 0;
      for (int i = 0; i < mostBatches; i++) {
        int now = end.applyAsInt(batch);
        ended += now;
        if (now < batch) {
          break;
        }
      }
      if (ended > 0) {
        LOG.log(Level.INFO, "{0} {1} expired", ended, things);
      }
    } catch (RuntimeException failed) {
      // The database is away, most likely.
      LOG.log(Level.WARNING, "No {0} could be expired now: {1}", things, failed.getMessage());
    } finally {
      running.set(false);
    }
  }
}
