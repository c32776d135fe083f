package org.dompet.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.dompet.job.JobRun;
import org.dompet.reconciliation.StandaloneProofs;
import org.dompet.testing.LocalTransactions;
import org.dompet.testing.TestDatabase;
import org.dompet.time.SystemClock;

/**
 * How long a run of {@code wallet-reconciliation} takes over all books, against one bare aggregate
 * of the same postings, and how both grow with the books.
 */
final class ReconcileBench {
  private static final double TIMES_THE_AGGREGATE = 4.0;

  /** Of ten times the postings: linear is 1. */
  private static final double GROWTH = 1.5;

  /** What one size came to; times in seconds, the shortest of all rounds. */
  private record Measured(long postings, double aggregate, double run, long peak) {
    double ratio() {
      return run / aggregate;
    }
  }

  private final PrintStream out;
  private final int rounds;
  private boolean correct = true;

  private ReconcileBench(PrintStream out, int rounds) {
    this.out = out;
    this.rounds = rounds;
  }

  /**
   * Runs it.
   *
   * @param arguments {@code --no-targets} to print only; {@code --sizes=N,N} in postings (default
   *     1000000,10000000); {@code --rounds=N} (default 3)
   */
  public static void main(String[] arguments) throws Exception {
    List<String> options = List.of(arguments);
    String sizes = option(options, "--sizes=", "1000000,10000000");
    ReconcileBench bench =
        new ReconcileBench(System.out, Integer.parseInt(option(options, "--rounds=", "3")));
    List<Measured> measured = new ArrayList<>();
    for (long size : Arrays.stream(sizes.split(",", -1)).mapToLong(Long::parseLong).toArray()) {
      measured.add(bench.measure(size));
    }
    boolean reached = bench.judge(measured);
    System.exit(!bench.correct ? 2 : reached || options.contains("--no-targets") ? 0 : 1);
  }

  private Measured measure(long postings) throws Exception {
    try (TestDatabase database = BenchDatabase.start();
        LocalTransactions transactions = new LocalTransactions(database.application());
        PrivateMemory memory = PrivateMemory.ofPostgres(database)) {
      BooksOfSize books = new BooksOfSize(database);
      books.fill(postings);
      StandaloneProofs proofs = new StandaloneProofs(transactions, new SystemClock().clock());
      double aggregate = Double.MAX_VALUE;
      double run = Double.MAX_VALUE;
      // Once without a watch: nothing is in the caches yet.
      books.aggregate();
      memory.reset();
      for (int i = 0; i < rounds; i++) {
        long start = System.nanoTime();
        books.aggregate();
        long between = System.nanoTime();
        JobRun done = proofs.run();
        aggregate = Math.min(aggregate, (between - start) / 1e9);
        run = Math.min(run, (System.nanoTime() - between) / 1e9);
        expect("findings in good books", 0, done.findings());
      }
      Measured measured = new Measured(postings, aggregate, run, memory.peakMegabytes());
      print(measured);
      books.damage();
      JobRun damaged = proofs.run();
      SortedMap<String, Long> found = proofs.found(damaged.id());
      out.println("One posting changed; found: " + found);
      expect("findings in damaged books", 1, found.getOrDefault("BALANCE_AFTER_BROKEN", 0L));
      expect("findings in damaged books", 1, damaged.findings());
      return measured;
    }
  }

  private void print(Measured measured) {
    out.printf(
        Locale.ROOT,
        "%,12d postings: aggregate %7.2f s, wallet-reconciliation %7.2f s (%,.0f postings/s), ratio"
            + " %.2f; private memory at most: PostgreSQL %d MB, Java %s%n",
        measured.postings,
        measured.aggregate,
        measured.run,
        measured.postings / measured.run,
        measured.ratio(),
        measured.peak,
        Memory.ofJava());
  }

  private boolean judge(List<Measured> all) {
    boolean reached = true;
    for (Measured one : all) {
      reached &=
          judge(
              String.format(Locale.ROOT, "reconciliation / aggregate, %,d postings", one.postings),
              one.ratio(),
              TIMES_THE_AGGREGATE);
    }
    for (int i = 1; i < all.size(); i++) {
      Measured small = all.get(i - 1);
      Measured large = all.get(i);
      double size = (double) large.postings / small.postings;
      out.printf(
          Locale.ROOT,
          "%,d / %,d postings: time %.1f, aggregate %.1f, memory %.1f times%n",
          large.postings,
          small.postings,
          large.run / small.run,
          large.aggregate / small.aggregate,
          (double) large.peak / small.peak);
      reached &= judge("time a posting, large / small", large.run / small.run / size, GROWTH);
    }
    return reached;
  }

  private boolean judge(String name, double value, double most) {
    out.printf(
        Locale.ROOT,
        "%-52s %6.2f, to reach at most %.1f: %s%n",
        name,
        value,
        most,
        value <= most ? "reached" : "MISSED");
    return value <= most;
  }

  private void expect(String what, long expected, long actual) {
    if (expected != actual) {
      correct = false;
      out.println("WRONG: " + actual + " " + what + " instead of " + expected);
    }
  }

  private static String option(List<String> options, String name, String otherwise) {
    return options.stream()
        .filter(option -> option.startsWith(name))
        .map(option -> option.substring(name.length()))
        .findFirst()
        .orElse(otherwise);
  }
}
