package org.dompet.bench;

import java.util.Map;
import org.dompet.testing.TestDatabase;

/** The database of a benchmark: a new one, with as much memory as the one that Dompet embeds. */
public final class BenchDatabase {
  private static final Map<String, String> SETTINGS =
      Map.of("shared_buffers", "256MB", "max_wal_size", "4GB");

  private BenchDatabase() {}

  public static TestDatabase start() {
    return TestDatabase.start(SETTINGS);
  }

  /**
   * Makes it as one that has been at work for days: after a checkpoint PostgreSQL uses the files of
   * its log again. Before, it makes each of them, 16 MB long, while everybody waits.
   */
  public static void settle(TestDatabase database) {
    TestDatabase.execute(database.superuser(), "checkpoint");
  }
}
