package org.dompet.bench.http;

import static org.dompet.bench.http.HttpBench.number;

import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dompet.bench.Baseline;
import org.dompet.bench.BenchDatabase;
import org.dompet.bench.Memory;
import org.dompet.bench.Transfers;
import org.dompet.testing.Books;
import org.dompet.testing.TestDatabase;
import org.dompet.time.SystemClock;

/**
 * Signed webhooks through HTTP, each credited to a wallet: how many are accepted, how fast a
 * backlog is worked off, and how long after its acceptance an event is credited.
 */
final class WebhookBench {
  private static final Duration WARM_UP = Duration.ofSeconds(40);
  private static final int PEOPLE = 1_000;
  private static final int BACKLOG = 10_000;
  private static final int MOST_A_SECOND = 4_000;
  private static final int TO_REACH = 800;
  private static final double MEDIAN_MILLIS_TO_REACH = 1_000;
  private static final long PATIENCE_SECONDS = 120;

  private static final String BOT_TOKEN = "7000000001:AAbenchbenchbenchbenchbenchbenchbe";
  private static final String SECRET = "whsec_benchbenchbenchbenchbenchbench";

  private static final String OPEN =
      "select count(*) from webhook_event where state in ('RECEIVED', 'RETRYING')";

  /** An event's way from the door to its credit; the flush of the commit comes on top. */
  private static final String LAG =
      """
      select percentile_cont(array[0.5, 0.99]) within group (order by extract(epoch from finished_at - received_at) * 1000)
        from webhook_event where received_at >= to_timestamp(%d / 1000.0)""";

  private final PrintStream out = System.out;
  private final Clock clock = new SystemClock().clock();
  private final List<String> options;
  private boolean reached = true;

  private WebhookBench(List<String> options) {
    this.options = options;
  }

  /**
   * Runs it.
   *
   * @param arguments the distribution's folder; then {@code --no-targets} to print only, {@code
   *     --seconds=N} of each phase (default 10)
   */
  public static void main(String[] arguments) throws Exception {
    WebhookBench bench = new WebhookBench(List.of(arguments));
    boolean right = bench.run();
    System.exit(!right ? 2 : bench.reached || bench.options.contains("--no-targets") ? 0 : 1);
  }

  private boolean run() throws Exception {
    Duration time = Duration.ofSeconds(number(options, "--seconds=", 10));
    try (TestDatabase database = BenchDatabase.start();
        Product product =
            new Product(
                Path.of(options.get(0)),
                database,
                Map.of(
                    "DOMPET_TELEGRAM_BOT_TOKENS",
                    BOT_TOKEN,
                    "DOMPET_WEBHOOK_STRIPE_SECRETS",
                    SECRET),
                HttpBench.asStarted())) {
      People people = new People(PEOPLE, product.port(), BOT_TOKEN, clock);
      PaidOrders orders = new PaidOrders(database, SECRET, clock);
      long accepted = measure(database, product, people, orders, time);
      out.println(
          "Memory: Dompet "
              + Memory.of(product.pid())
              + ", PostgreSQL "
              + Memory.ofPostgres(database));
      long credited =
          HttpBench.count(
              database, "select count(*) from journal_entry where kind = 'ONRAMP_CREDIT'");
      out.printf(Locale.ROOT, "Answered 202 or recorded: %,d; credited: %,d%n", accepted, credited);
      List<String> wrong = Books.discrepancies(database.owner());
      wrong.forEach(out::println);
      out.println("Books: " + (wrong.isEmpty() ? "balanced" : "NOT BALANCED"));
      return wrong.isEmpty() && credited == accepted;
    }
  }

  private long measure(
      TestDatabase database, Product product, People people, PaidOrders orders, Duration time)
      throws Exception {
    Transfers spread = new Transfers(people.walletIds(), false);
    try (Baseline baseline = new Baseline(database, people.walletIds())) {
      Load.Result warmUp = send(product, orders, 0, WARM_UP);
      baseline.run(spread, time);
      awaitNoneOpen(database);

      long start = System.nanoTime();
      double postings = baseline.run(spread, time) / seconds(start);
      Load.Result burst = send(product, orders, 0, time);
      long left = HttpBench.count(database, OPEN);
      awaitNoneOpen(database);
      out.printf(Locale.ROOT, "%-44s %,9.0f/s%n", "posting function, 16 connections", postings);
      target("accepted, 32 connections, saturated", burst.perSecond());
      out.printf(
          Locale.ROOT,
          "  202 after p50 %.1f ms, p99 %.1f ms; credited meanwhile: %,d of %,d%n",
          burst.millis(0.5),
          burst.millis(0.99),
          burst.made() - left,
          burst.made());

      orders.payUnheard(BACKLOG);
      start = System.nanoTime();
      Load.Result nudge = send(product, orders, 1, Duration.ofMillis(500));
      awaitNoneOpen(database);
      target("worked off, a backlog of " + BACKLOG, (BACKLOG + nudge.made()) / seconds(start));

      long since = clock.millis();
      double half = TO_REACH / 2.0;
      Load.Result steady = send(product, orders, half, time);
      awaitNoneOpen(database);
      lag(database, since, half);
      long others = warmUp.others() + burst.others() + nudge.others() + steady.others();
      out.println("refused, failed or dropped: " + others);
      reached &= others == 0;
      return warmUp.made() + burst.made() + BACKLOG + nudge.made() + steady.made();
    }
  }

  /** On connections of its own: the server closes those that idle while others are measured. */
  private static Load.Result send(
      Product product, PaidOrders orders, double perSecond, Duration time) throws Exception {
    boolean saturated = perSecond == 0;
    orders.place((int) ((saturated ? MOST_A_SECOND : perSecond) * time.toMillis() / 1_000) + 100);
    try (Load load = new Load(product.port(), orders::pay, 202)) {
      return saturated ? load.saturate(time) : load.at(perSecond, time);
    }
  }

  private void lag(TestDatabase database, long since, double perSecond) throws SQLException {
    try (Connection connection = database.application().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(LAG.formatted(since))) {
      row.next();
      Double[] millis = (Double[]) row.getArray(1).getArray();
      boolean good = millis[0] <= MEDIAN_MILLIS_TO_REACH;
      reached &= good;
      out.printf(
          Locale.ROOT,
          "from the door to the credit at %,.0f/s: p50 %.1f ms, p99 %.1f ms (p50 at most %.0f: %s)%n",
          perSecond,
          millis[0],
          millis[1],
          MEDIAN_MILLIS_TO_REACH,
          good ? "reached" : "MISSED");
    }
  }

  private void target(String name, double perSecond) {
    boolean good = perSecond >= TO_REACH;
    reached &= good;
    out.printf(
        Locale.ROOT,
        "%-44s %,9.0f/s, to reach %d: %s%n",
        name,
        perSecond,
        TO_REACH,
        good ? "reached" : "MISSED");
  }

  private static void awaitNoneOpen(TestDatabase database) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (HttpBench.count(database, OPEN) > 0) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "Events are still open: " + HttpBench.count(database, OPEN));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
