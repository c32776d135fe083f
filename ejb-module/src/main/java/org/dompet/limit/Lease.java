package org.dompet.limit;

import io.github.bucket4j.VerboseResult;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tokens that were taken out of a shared bucket and may be handed out here until the bucket is
 * filled again; none, if it was empty. Whoever looks at it holds its lock: of many requests at once
 * one asks the database, and all others have its answer.
 */
final class Lease {
  private final ReentrantLock lock = new ReentrantLock();

  /** What is here, and what was behind it when it was taken. */
  private long tokens;

  private long behind;
  private boolean empty;
  private long ends = Long.MIN_VALUE;

  boolean lock(Duration patience) {
    try {
      return lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void unlock() {
    lock.unlock();
  }

  /** Whether only the database knows; what is left of the lease lapses then. */
  boolean mustAsk(long now) {
    return now >= ends || (tokens == 0 && !empty);
  }

  void renew(VerboseResult<Long> given, long now) {
    tokens = given.getValue();
    behind = given.getDiagnostics().getAvailableTokens();
    empty = tokens == 0;
    ends = now + given.getDiagnostics().calculateFullRefillingTime();
  }

  boolean takeOne() {
    if (tokens == 0) {
      return false;
    }
    tokens--;
    return true;
  }

  long left() {
    return tokens + behind;
  }

  /** When the bucket is filled again, in nanoseconds of the clock. */
  long ends() {
    return ends;
  }
}
