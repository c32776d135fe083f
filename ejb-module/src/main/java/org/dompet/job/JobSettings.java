package org.dompet.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.Config;

/**
 * When jobs run, and for how long.
 *
 * @param schedules of every job
 * @param lease {@code dompet.job.lease}: how long a node may be silent before its runs are given to
 *     others; 10 seconds to 10 minutes
 * @param history {@code dompet.job.history}: how long runs without findings are kept; 30 days to 10
 *     years
 */
public record JobSettings(Map<Job, Schedule> schedules, Duration lease, Duration history) {
  private static final String PREFIX = "dompet.job.";

  /** What said when webhook-retry runs before all jobs had a setting for it. */
  private static final String SWEEP_EVERY = "dompet.webhook.sweep-every";

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration HISTORY = Duration.ofDays(90);

  public JobSettings {
    schedules = Collections.unmodifiableMap(new EnumMap<>(schedules));
    within(PREFIX + "lease", lease, Duration.ofSeconds(10), Duration.ofMinutes(10));
    within(PREFIX + "history", history, Duration.ofDays(30), Duration.ofDays(3_660));
  }

  /**
   * Of one job.
   *
   * @param every {@code dompet.job.<code>.every}; 10 seconds to 1 day
   * @param longest {@code dompet.job.<code>.longest}: a run that takes more is told of; 1 minute to
   *     7 days
   */
  public record Schedule(Duration every, Duration longest) {}

  public Schedule of(Job job) {
    return Objects.requireNonNull(schedules.get(job));
  }

  /** What holds where nothing is configured. */
  public static JobSettings defaults() {
    return read((key, fallback) -> fallback);
  }

  private static JobSettings read(Setting settings) {
    Map<Job, Schedule> schedules = new EnumMap<>(Job.class);
    for (Job job : Job.values()) {
      String prefix = PREFIX + job.code();
      Duration every = job.every();
      if (job == Job.WEBHOOK_RETRY) {
        every = settings.get(SWEEP_EVERY, every);
        within(SWEEP_EVERY, every, Duration.ofSeconds(10), Duration.ofHours(1));
      }
      every = settings.get(prefix + ".every", every);
      within(prefix + ".every", every, Duration.ofSeconds(10), Duration.ofDays(1));
      Duration longest = settings.get(prefix + ".longest", job.longest());
      within(prefix + ".longest", longest, Duration.ofMinutes(1), Duration.ofDays(7));
      schedules.put(job, new Schedule(every, longest));
    }
    return new JobSettings(
        schedules,
        settings.get(PREFIX + "lease", LEASE),
        settings.get(PREFIX + "history", HISTORY));
  }

  private static void within(String key, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          key + " must be between " + least + " and " + most + ", not " + value);
    }
  }

  private interface Setting {
    Duration get(String key, Duration fallback);
  }

  /** Reads them from the configuration. */
  @ApplicationScoped
  static class Source {
    @Produces
    JobSettings settings(Config config) {
      return read((key, fallback) -> config.getOptionalValue(key, Duration.class).orElse(fallback));
    }
  }
}
