package org.dompet.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.VerboseResult;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.RecoveryStrategy;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;

/**
 * The buckets of one limit that all nodes have in common: rows of {@code rate_limit_bucket}.
 *
 * <p>Tokens leave a bucket in the database before anybody is let in for them, so that all nodes
 * together never let in more. A node takes up to a tenth of the limit at once, its {@link Lease},
 * and hands that out by itself; what it has not handed out when the bucket is filled again is lost.
 * Nor does it ask again before that when the bucket was empty: a flood costs the database nothing.
 *
 * <p>What is in the table would be filled again within the minute, and is removed by those who add
 * to it, a few rows at a time.
 */
final class SharedBuckets implements Buckets {
  private static final long MOST = 50_000;
  private static final int LEASES = 10;
  private static final Duration STALE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** So many leases later old rows are removed, more than have been added. */
  private static final int CLEAN_EVERY = 64;

  private static final int CLEAN_AT_ONCE = 256;

  private final Limit limit;
  private final int quota;
  private final int size;
  private final ClockMeter meter;
  private final BucketConfiguration full;
  private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;
  private final AtomicLong taken = new AtomicLong();
  private final Cache<String, Lease> leases =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          .expireAfterAccess(Buckets.PERIOD.plus(Duration.ofSeconds(1)))
          // Tidying up is less work than to wake another thread for it.
          .executor(Runnable::run)
          .build();

  SharedBuckets(Limit limit, int quota, ClockMeter meter, DataSource database) {
    this.limit = limit;
    this.quota = quota;
    this.size = Math.max(1, quota / LEASES);
    this.meter = meter;
    this.full =
        BucketConfiguration.builder()
            .addLimit(of -> of.capacity(quota).refillIntervally(quota, Buckets.PERIOD))
            .build();
    this.buckets =
        Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
            .primaryKeyMapper(PrimaryKeyMapper.STRING)
            .table("rate_limit_bucket")
            .idColumn("id")
            .stateColumn("state")
            .expiresAtColumn("expires_at")
            .expirationAfterWrite(
                ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(STALE))
            .clientClock(meter)
            .requestTimeout(PATIENCE)
            // A bucket that was removed was full.
            .defaultRecoveryStrategy(RecoveryStrategy.RECONSTRUCT)
            .build();
  }

  @Override
  public Verdict take(String who) {
    Lease lease = leases.get(who, absent -> new Lease());
    if (!lease.lock(PATIENCE)) {
      throw unknown();
    }
    try {
      long now = meter.currentTimeNanos();
      if (lease.mustAsk(now)) {
        lease.renew(ask(who), now);
      }
      boolean allowed = lease.takeOne();
      return new Verdict(allowed, quota, lease.left(), Buckets.seconds(lease.ends() - now));
    } finally {
      lease.unlock();
    }
  }

  private VerboseResult<Long> ask(String who) {
    try {
      if (taken.incrementAndGet() % CLEAN_EVERY == 0) {
        buckets.removeExpired(CLEAN_AT_ONCE);
      }
      return buckets
          .getProxy(limit.code() + ":" + who, () -> full)
          .asVerbose()
          .tryConsumeAsMuchAsPossible(size);
    } catch (RuntimeException away) {
      throw unknown();
    }
  }

  /** Nobody passes uncounted: without the database the request would fail just so. */
  private static Refusal unknown() {
    return Refusal.of(Kind.BUSY, "Requests can't be counted at the moment; nothing was done");
  }
}
