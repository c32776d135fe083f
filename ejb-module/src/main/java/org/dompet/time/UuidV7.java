package org.dompet.time;

import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Identifiers that sort by the time they were made, so that an index grows at its end. UUID version
 * 7 of <a href="https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7">RFC 9562</a>, with the
 * 12 bits after the milliseconds used as a counter (method 3): one node's identifiers are strictly
 * increasing. They are not secrets: nothing may rely on nobody guessing one.
 */
public final class UuidV7 {
  private static final AtomicLong LAST = new AtomicLong();

  private UuidV7() {}

  public static UUID next(Clock clock) {
    long now = clock.instant().toEpochMilli() << 12;
    long stamp = LAST.updateAndGet(last -> Math.max(last + 1, now));
    long high = ((stamp >>> 12) << 16) | 0x7000L | (stamp & 0xfffL);
    long random = ThreadLocalRandom.current().nextLong();
    long low = (random & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low);
  }
}
