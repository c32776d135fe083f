package org.dompet.web.probe;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Says how the pool of connections is used, as the database sees it: every server tells its pool's
 * numbers in another way, or not at all.
 */
@ApplicationScoped
public class DatabaseMetrics {
  /** One question serves the gauges of a whole scrape. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  /** What a gauge says when the database doesn't. */
  private static final long UNKNOWN = -1;

  private static final int STANDARD_POOL = 20;

  private static final String MINE =
      """
      select case when state like 'idle in transaction%' then 'in-transaction'
                  when state = 'active' then 'active' else 'idle' end, count(*)
        from pg_stat_activity
       where usename = current_user and datname = current_database()
         and client_addr is not distinct from inet_client_addr()
       group by 1\
      """;

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  private MetricRegistry metrics;
  private Clock clock;
  private int poolSize;
  private Map<String, Long> connections = Map.of();
  private long waited = UNKNOWN;
  private Instant asked = Instant.MIN;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected DatabaseMetrics() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the container injects the data source
  DatabaseMetrics(MetricRegistry metrics, Clock clock, Config config) {
    this.metrics = metrics;
    this.clock = clock;
    this.poolSize =
        config.getOptionalValue("dompet.database.pool-size", Integer.class).orElse(STANDARD_POOL);
  }

  void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {
    for (String state : List.of("active", "idle", "in-transaction")) {
      metrics.gauge(
          "dompet_database_connections",
          () -> {
            ask();
            return waited == UNKNOWN ? UNKNOWN : connections.getOrDefault(state, 0L);
          },
          new Tag("state", state));
    }
    metrics.gauge("dompet_database_pool_max", () -> poolSize);
    metrics.gauge(
        "dompet_database_pool_wait_microseconds",
        () -> {
          ask();
          return waited;
        });
  }

  private synchronized void ask() {
    Instant now = clock.instant();
    if (!asked.isBefore(now.minus(FRESH))) {
      return;
    }
    asked = now;
    long began = System.nanoTime();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      waited = (System.nanoTime() - began) / 1_000;
      try (ResultSet rows = statement.executeQuery(MINE)) {
        Map<String, Long> seen = new HashMap<>();
        while (rows.next()) {
          seen.put(rows.getString(1), rows.getLong(2));
        }
        connections = seen;
      }
    } catch (SQLException away) {
      waited = UNKNOWN;
    }
  }
}
