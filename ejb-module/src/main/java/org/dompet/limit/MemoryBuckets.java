package org.dompet.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/**
 * The buckets of one limit on this node. Whoever has not asked for a while is forgotten, as is the
 * one who has been quiet for longest when there are too many: both have a full bucket by then, or
 * lose nothing but what they had used up.
 */
final class MemoryBuckets implements Buckets {
  /** A hundred megabytes at most, for all limits together. */
  private static final long MOST = 50_000;

  private final int quota;
  private final ClockMeter meter;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          .expireAfterAccess(Buckets.PERIOD.plus(Duration.ofSeconds(1)))
          // Tidying up is less work than to wake another thread for it.
          .executor(Runnable::run)
          .build();

  MemoryBuckets(int quota, ClockMeter meter) {
    this.quota = quota;
    this.meter = meter;
  }

  @Override
  public Verdict take(String who) {
    ConsumptionProbe probe = buckets.get(who, absent -> full()).tryConsumeAndReturnRemaining(1);
    return new Verdict(
        probe.isConsumed(),
        quota,
        probe.getRemainingTokens(),
        Buckets.seconds(probe.getNanosToWaitForReset()));
  }

  private Bucket full() {
    return Bucket.builder()
        .withCustomTimePrecision(meter)
        .addLimit(limit -> limit.capacity(quota).refillIntervally(quota, Buckets.PERIOD))
        .build();
  }
}
