package org.dompet.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dompet.testing.SettableClock;
import org.junit.jupiter.api.Test;

class UuidV7Test {
  private final Clock clock = new SystemClock().clock();

  @Test
  void carriesVersionAndVariant() {
    UUID id = UuidV7.next(clock);
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void growsStrictlyAlsoWhenTheClockStandsStillOrGoesBack() {
    SettableClock still = new SettableClock(clock.instant());
    UUID before = UuidV7.next(still);
    for (int i = 0; i < 10_000; i++) {
      if (i == 5_000) {
        still.advance(Duration.ofDays(-1));
      }
      UUID next = UuidV7.next(still);
      assertThat(next.toString()).isGreaterThan(before.toString());
      before = next;
    }
  }

  @Test
  void tellsTheTimeItWasMade() {
    // Later than any other test's clock: a time before the last one given out is not told.
    SettableClock later = new SettableClock(Instant.parse("2200-06-01T12:00:00.123Z"));
    UUID id = UuidV7.next(later);
    assertThat(Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16)).isEqualTo(later.instant());
  }

  @Test
  void isUniqueAcrossThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<UUID>>> runs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        runs.add(threads.submit(() -> make(5_000)));
      }
      Set<UUID> all = new HashSet<>();
      for (Future<List<UUID>> run : runs) {
        all.addAll(run.get());
      }
      assertThat(all).hasSize(20_000);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void theSystemClockTellsMicrosecondsAndMilliseconds() {
    Instant now = clock.instant();
    assertThat(now).isEqualTo(now.truncatedTo(ChronoUnit.MICROS));
    assertThat(clock.millis()).isPositive();
  }

  private List<UUID> make(int count) {
    List<UUID> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(UuidV7.next(clock));
    }
    return made;
  }
}
