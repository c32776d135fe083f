package org.dompet.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.dompet.testing.Books;
import org.dompet.testing.LocalTransactions;
import org.dompet.testing.TestDatabase;

/**
 * Transfers a second: a hand-written posting function against the ledger's batches. The phases take
 * turns, so that noise of the machine meets them all.
 */
final class LedgerBench {
  private static final int ACCOUNTS = 1_000;
  private static final Duration WARM_UP = Duration.ofSeconds(3);
  private static final double SPREAD_TO_REACH = 2.5;
  private static final double HOT_TO_REACH = 0.8;

  /** Runs for a time, and returns how many transfers it made. */
  private interface Work {
    long run(Duration time) throws Exception;
  }

  private enum Phase {
    BASELINE("posting function, 16 connections, 1,000 accounts"),
    BASELINE_HOT("posting function, 16 connections, one hot account"),
    SPREAD("Ledger.post, 500 a transaction, 1,000 accounts"),
    HOT("Ledger.post, 500 a transaction, one hot account");

    private final String title;

    Phase(String title) {
      this.title = title;
    }
  }

  private final PrintStream out;
  private final Map<Phase, Double> transfers = new EnumMap<>(Phase.class);
  private final Map<Phase, Double> seconds = new EnumMap<>(Phase.class);

  private LedgerBench(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs it.
   *
   * @param arguments {@code --no-targets} to print only; {@code --rounds=N} (default 4); {@code
   *     --seconds=N} of each phase in a round (default 3)
   */
  public static void main(String[] arguments) throws Exception {
    List<String> options = List.of(arguments);
    LedgerBench bench = new LedgerBench(System.out);
    int rounds = number(options, "--rounds=", 4);
    Duration time = Duration.ofSeconds(number(options, "--seconds=", 3));
    boolean balanced = bench.run(rounds, time);
    boolean reached = bench.print();
    System.exit(!balanced ? 2 : reached || options.contains("--no-targets") ? 0 : 1);
  }

  private boolean run(int rounds, Duration time) throws Exception {
    try (TestDatabase database = BenchDatabase.start();
        LocalTransactions transactions = new LocalTransactions(database.application())) {
      BatchPosting posting = new BatchPosting(transactions);
      List<UUID> accounts = posting.open(ACCOUNTS);
      Transfers spread = new Transfers(accounts, false);
      Transfers hot = new Transfers(accounts, true);
      try (Baseline baseline = new Baseline(database, accounts)) {
        Map<Phase, Work> phases = new EnumMap<>(Phase.class);
        phases.put(Phase.BASELINE, span -> baseline.run(spread, span));
        phases.put(Phase.BASELINE_HOT, span -> baseline.run(hot, span));
        phases.put(Phase.SPREAD, span -> posting.run(spread, span));
        phases.put(Phase.HOT, span -> posting.run(hot, span));
        for (Work phase : phases.values()) {
          phase.run(WARM_UP);
        }
        for (int round = 0; round < rounds; round++) {
          for (Map.Entry<Phase, Work> phase : phases.entrySet()) {
            measure(phase.getKey(), phase.getValue(), time);
          }
        }
      }
      List<String> wrong = Books.discrepancies(database.owner());
      wrong.forEach(out::println);
      out.println("Books: " + (wrong.isEmpty() ? "balanced" : "NOT BALANCED"));
      out.println(
          "Memory: Java " + Memory.ofJava() + ", PostgreSQL " + Memory.ofPostgres(database));
      return wrong.isEmpty();
    }
  }

  private void measure(Phase phase, Work work, Duration time) throws Exception {
    long start = System.nanoTime();
    long count = work.run(time);
    transfers.merge(phase, (double) count, Double::sum);
    seconds.merge(phase, (System.nanoTime() - start) / 1e9, Double::sum);
  }

  private boolean print() {
    for (Phase phase : Phase.values()) {
      out.printf(Locale.ROOT, "%-52s %,9.0f transfers/s%n", phase.title, speed(phase));
    }
    boolean spread = ratio("spread / baseline", Phase.SPREAD, Phase.BASELINE, SPREAD_TO_REACH);
    boolean hot = ratio("hot / spread", Phase.HOT, Phase.SPREAD, HOT_TO_REACH);
    return spread && hot;
  }

  private boolean ratio(String name, Phase one, Phase other, double toReach) {
    double ratio = speed(one) / speed(other);
    boolean reached = ratio >= toReach;
    out.printf(
        Locale.ROOT,
        "%-52s %9.2f, to reach %.1f: %s%n",
        name,
        ratio,
        toReach,
        reached ? "reached" : "MISSED");
    return reached;
  }

  private double speed(Phase phase) {
    return transfers.getOrDefault(phase, 0.0) / seconds.getOrDefault(phase, 1.0);
  }

  private static int number(List<String> options, String name, int otherwise) {
    return options.stream()
        .filter(option -> option.startsWith(name))
        .map(option -> Integer.parseInt(option.substring(name.length())))
        .findFirst()
        .orElse(otherwise);
  }
}
