package org.dompet.ledger;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;

/**
 * Tries again what failed by a {@link LedgerConflict}: up to {@value #ATTEMPTS} times, after a
 * random pause that grows ("full jitter"), then refuses as busy. Each attempt must be a transaction
 * of its own, and is safe since every entry has a key.
 */
final class Retries {
  static final int ATTEMPTS = 5;
  private static final long FIRST_PAUSE_MILLIS = 10;

  private Retries() {}

  static <T> T onConflict(Supplier<T> transaction) {
    for (int attempt = 1; ; attempt++) {
      try {
        return transaction.get();
      } catch (RuntimeException failure) {
        if (!LedgerConflict.isBehind(failure)) {
          throw failure;
        }
        if (attempt == ATTEMPTS || !pause(attempt)) {
          throw Refusal.of(Kind.BUSY, "The ledger is busy; try again with the same key");
        }
      }
    }
  }

  private static boolean pause(int attempt) {
    long most = FIRST_PAUSE_MILLIS << (2 * (attempt - 1));
    try {
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(most) + 1);
      return true;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
