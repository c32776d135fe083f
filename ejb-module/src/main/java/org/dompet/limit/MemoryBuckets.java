package org.dompet.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The buckets of one limit on this node. Whoever has not asked for a while is forgotten, as is the
 * one who has been quiet for longest when there are too many: both have a full bucket by then, or
 * lose nothing but what they had used up.
 */
final class MemoryBuckets {
  /** A hundred megabytes at most, for all limits together. */
  private static final long MOST = 50_000;

  /** A bucket is full again this long after its first token was taken. */
  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final int quota;
  private final ClockMeter meter;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          .expireAfterAccess(PERIOD.plus(Duration.ofSeconds(1)))
          .build();

  MemoryBuckets(int quota, ClockMeter meter) {
    this.quota = quota;
    this.meter = meter;
  }

  /** Takes a token, if there is one. */
  public Verdict take(String who) {
    ConsumptionProbe probe = buckets.get(who, absent -> full()).tryConsumeAndReturnRemaining(1);
    return new Verdict(
        probe.isConsumed(),
        quota,
        probe.getRemainingTokens(),
        seconds(probe.getNanosToWaitForReset()));
  }

  /** Whole seconds, for people: at least one, for waiting none would be in vain. */
  private static long seconds(long nanos) {
    return Math.max(1, (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1));
  }

  private Bucket full() {
    return Bucket.builder()
        .withCustomTimePrecision(meter)
        .addLimit(limit -> limit.capacity(quota).refillIntervally(quota, PERIOD))
        .build();
  }
}
