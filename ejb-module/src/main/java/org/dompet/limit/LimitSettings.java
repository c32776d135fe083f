package org.dompet.limit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/**
 * How many requests there may be; as many as is usual where nothing is said.
 *
 * @param aMinute {@code dompet.limits.<name>}: 1 to 1,000,000,000 a minute, or 0 for no limit
 */
public record LimitSettings(Map<Limit, Integer> aMinute) {
  private static final String PREFIX = "dompet.limits.";
  private static final int MOST = 1_000_000_000;

  public LimitSettings {
    aMinute.forEach(
        (limit, tokens) -> {
          if (tokens < 0 || tokens > MOST) {
            throw new IllegalArgumentException(
                PREFIX + limit.code() + " must be between 0, which is no limit, and " + MOST);
          }
        });
    Map<Limit, Integer> all = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      all.put(limit, aMinute.getOrDefault(limit, limit.standard()));
    }
    aMinute = Collections.unmodifiableMap(all);
  }

  /** How many a minute; 0 is no limit. */
  public int of(Limit limit) {
    return aMinute.getOrDefault(limit, 0);
  }

  /** Reads them from the configuration. */
  @ApplicationScoped
  static class Source {
    @Produces
    LimitSettings settings(Config config) {
      Map<Limit, Integer> aMinute = new EnumMap<>(Limit.class);
      for (Limit limit : Limit.values()) {
        config
            .getOptionalValue(PREFIX + limit.code(), Integer.class)
            .ifPresent(tokens -> aMinute.put(limit, tokens));
      }
      return new LimitSettings(aMinute);
    }
  }
}
