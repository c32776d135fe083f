package org.dompet.bench.http;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.dompet.bench.Baseline;
import org.dompet.bench.BenchDatabase;
import org.dompet.bench.Memory;
import org.dompet.bench.Transfers;
import org.dompet.ledger.JournalEntry;
import org.dompet.ledger.LedgerSettings;
import org.dompet.ledger.StandaloneAccounts;
import org.dompet.ledger.StandaloneLedger;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.testing.Books;
import org.dompet.testing.LocalTransactions;
import org.dompet.testing.TestDatabase;
import org.dompet.time.SystemClock;

/**
 * Transfers through HTTP, with token and idempotency key, each committed before it is answered: at
 * saturation over 32 connections, and its latency at half of that. The baseline is the same
 * hand-written function as {@code bench/ledger}'s, in the same database, in turns with it.
 */
final class HttpBench {
  private static final WarmUp WARM_UP = new WarmUp(Duration.ofSeconds(15), 12, 16);

  private static final int PEOPLE = 1_000;
  private static final double SHARE_TO_REACH = 0.6;
  private static final double P99_MILLIS_TO_REACH = 50;

  private static final Path LARGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

  private static final String BOT_TOKEN = "7000000001:AAbenchbenchbenchbenchbenchbenchbe";

  private final PrintStream out = System.out;
  private final Clock clock = new SystemClock().clock();
  private boolean reached = true;

  private HttpBench() {}

  /**
   * Runs it.
   *
   * @param arguments the distribution's folder; then {@code --no-targets} to print only, {@code
   *     --rounds=N} (default 6), {@code --seconds=N} of each phase in a round (default 5), {@code
   *     --java=OPTION} for the server
   */
  public static void main(String[] arguments) throws Exception {
    List<String> options = List.of(arguments);
    HttpBench bench = new HttpBench();
    boolean right =
        bench.run(
            Path.of(options.get(0)),
            number(options, "--rounds=", 6),
            Duration.ofSeconds(number(options, "--seconds=", 5)),
            options.stream()
                .filter(option -> option.startsWith("--java="))
                .map(option -> option.substring("--java=".length()))
                .toList());
    System.exit(!right ? 2 : bench.reached || options.contains("--no-targets") ? 0 : 1);
  }

  private boolean run(Path distribution, int rounds, Duration time, List<String> javaOptions)
      throws Exception {
    List<String> server = asStarted();
    server.addAll(javaOptions);
    try (TestDatabase database = BenchDatabase.start();
        Product product =
            new Product(
                distribution, database, Map.of("DOMPET_TELEGRAM_BOT_TOKENS", BOT_TOKEN), server)) {
      People people = new People(PEOPLE, product.port(), BOT_TOKEN, clock);
      fill(database, people);
      long made = measure(database, product, people, rounds, time);
      out.println(
          "Memory: Dompet "
              + Memory.of(product.pid())
              + ", PostgreSQL "
              + Memory.ofPostgres(database));
      long booked = count(database, "select count(*) from journal_entry where kind = 'TRANSFER'");
      out.printf(Locale.ROOT, "Answered 201: %,d; booked: %,d%n", made, booked);
      List<String> wrong = Books.discrepancies(database.owner());
      wrong.forEach(out::println);
      out.println("Books: " + (wrong.isEmpty() ? "balanced" : "NOT BALANCED"));
      return wrong.isEmpty() && booked == made;
    }
  }

  /** Returns how many transfers were answered 201, in all phases. */
  private long measure(
      TestDatabase database, Product product, People people, int rounds, Duration time)
      throws Exception {
    Transfers spread = new Transfers(people.walletIds(), false);
    try (Baseline baseline = new Baseline(database, people.walletIds());
        Load load = new Load(product.port(), () -> people.transfer(clock), 201)) {
      out.printf(Locale.ROOT, "warm after %d s%n", WARM_UP.run(load).toSeconds());
      Turns turns = new Turns(database, product, baseline, spread, load, out);
      turns.saturated("round", rounds, time);
      BenchDatabase.settle(database);
      Turns settled = new Turns(database, product, baseline, spread, load, out);
      settled.saturated("settled", Math.max(1, rounds / 2), time);
      Load.Result half = atHalf(load, turns.perSecond() / 2, rounds, time);
      print("posting function, 16 connections", turns.baselinePerSecond());
      print("HTTP, 32 connections, saturated", turns.perSecond());
      out.println("processor time of a transfer through HTTP: " + turns.spent());
      target("HTTP / baseline", turns.ratio(), SHARE_TO_REACH);
      out.printf(
          Locale.ROOT,
          "settled database: posting function %,.0f/s, HTTP %,.0f/s, ratio %.2f%n",
          settled.baselinePerSecond(),
          settled.perSecond(),
          settled.ratio());
      print("open loop at half, all turns", half);
      reached &= half.millis(0.99) <= P99_MILLIS_TO_REACH;
      out.println("refused, failed or dropped: " + load.others());
      reached &= load.others() == 0;
      return load.made();
    }
  }

  /** In turns with the disk alone, each printed: a pause of the disk is seen for what it is. */
  private Load.Result atHalf(Load load, double perSecond, int turns, Duration time)
      throws IOException {
    List<Load.Result> results = new ArrayList<>();
    List<Load.Result> disk = new ArrayList<>();
    for (int turn = 1; turn <= turns; turn++) {
      disk.add(Disk.flushes(time));
      results.add(load.at(perSecond, time));
      print("half " + turn, results.get(turn - 1));
    }
    Load.Result alone = Load.Result.of(disk);
    out.printf(
        Locale.ROOT,
        "disk alone, between these turns: a flushed write p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
        alone.millis(0.5),
        alone.millis(0.99),
        alone.millis(1));
    return Load.Result.of(results);
  }

  private void print(String name, Load.Result latencies) {
    out.printf(
        Locale.ROOT,
        "%s: %,.0f/s, p50 %.1f ms, p90 %.1f ms, p99 %.1f ms (at most %.0f), longest %.1f ms%n",
        name,
        latencies.perSecond(),
        latencies.millis(0.5),
        latencies.millis(0.9),
        latencies.millis(0.99),
        P99_MILLIS_TO_REACH,
        latencies.millis(1));
  }

  private void print(String name, double perSecond) {
    out.printf(Locale.ROOT, "%-40s %,9.0f transfers/s%n", name, perSecond);
  }

  private void target(String name, double ratio, double toReach) {
    boolean good = ratio >= toReach;
    reached &= good;
    out.printf(
        Locale.ROOT,
        "%-40s %9.2f, to reach %.1f: %s%n",
        name,
        ratio,
        toReach,
        good ? "reached" : "MISSED");
  }

  /** What {@code ./dompet} gives to Java. */
  static List<String> asStarted() throws IOException {
    List<String> options = new ArrayList<>(List.of("-Xmx512m", "-XX:+UseSerialGC"));
    if (Files.exists(LARGE_PAGES)
        && Files.readString(LARGE_PAGES).matches("(?s).*\\[(madvise|always)].*")) {
      options.add("-XX:+UseTransparentHugePages");
    }
    return options;
  }

  /** A million for everybody, from the bank. */
  private void fill(TestDatabase database, People people) throws Exception {
    try (LocalTransactions transactions = new LocalTransactions(database.application())) {
      UUID bank =
          new StandaloneAccounts(transactions, clock).platform("external:bank", Currency.THB).id();
      Money million = Money.of("1000000.00", Currency.THB);
      List<JournalEntry> entries = new ArrayList<>();
      for (UUID account : available(database)) {
        entries.add(
            JournalEntry.move(
                clock, "bench:" + account + ":fill", "DEPOSIT", "bench", million, bank, account));
      }
      if (entries.size() != people.walletIds().size()) {
        throw new IllegalStateException("Not everybody has a wallet");
      }
      new StandaloneLedger(transactions, clock, LedgerSettings.DEFAULTS).post(entries);
    }
  }

  static List<UUID> available(TestDatabase database) throws SQLException {
    List<UUID> accounts = new ArrayList<>();
    try (Connection connection = database.application().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select available_account from wallet")) {
      while (row.next()) {
        accounts.add(row.getObject(1, UUID.class));
      }
    }
    return accounts;
  }

  static long count(TestDatabase database, String sql) throws SQLException {
    try (Connection connection = database.application().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  static int number(List<String> options, String name, int otherwise) {
    return options.stream()
        .filter(option -> option.startsWith(name))
        .map(option -> Integer.parseInt(option.substring(name.length())))
        .findFirst()
        .orElse(otherwise);
  }
}
