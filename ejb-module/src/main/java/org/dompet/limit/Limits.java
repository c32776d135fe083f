package org.dompet.limit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests. A bucket is full at first; it is filled to the brim a minute after its first
 * token was taken, and each minute from then on.
 *
 * <p>One for the application, without a proxy: every request passes.
 */
@Singleton
public class Limits {
  private final Map<Limit, Buckets> buckets = new EnumMap<>(Limit.class);

  @Inject
  Limits(LimitSettings settings, Clock clock, Database database) {
    this(settings, clock, database.source());
  }

  /** For use outside a container. */
  Limits(LimitSettings settings, Clock clock, DataSource database) {
    ClockMeter meter = new ClockMeter(clock);
    for (Limit limit : Limit.values()) {
      int quota = settings.of(limit);
      if (quota > 0) {
        buckets.put(
            limit,
            limit.isShared()
                ? new SharedBuckets(limit, quota, meter, database)
                : new MemoryBuckets(quota, meter));
      }
    }
  }

  /**
   * Takes a token.
   *
   * @param who whose bucket: a user's id, an address
   * @return nothing if there is no such limit here
   */
  public Optional<Verdict> take(Limit limit, String who) {
    @Nullable Buckets of = buckets.get(limit);
    return of == null ? Optional.empty() : Optional.of(of.take(who));
  }
}
