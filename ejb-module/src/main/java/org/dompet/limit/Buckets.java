package org.dompet.limit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The buckets of one limit, one for each who asks. */
sealed interface Buckets permits MemoryBuckets, SharedBuckets {
  /** A bucket is full again this long after its first token was taken. */
  Duration PERIOD = Duration.ofMinutes(1);

  /** Takes a token, if there is one. */
  Verdict take(String who);

  /** Whole seconds, for people: at least one, for waiting none would be in vain. */
  static long seconds(long nanos) {
    return Math.max(1, (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1));
  }
}
