package org.dompet.bench.http;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.dompet.bench.Baseline;
import org.dompet.bench.ProcessorTime;
import org.dompet.bench.Transfers;
import org.dompet.testing.TestDatabase;

/**
 * The baseline and Dompet at saturation in turns, so that both meet the same machine and the same
 * database; and what all turns make together.
 */
final class Turns {
  private final TestDatabase database;
  private final Product product;
  private final Baseline baseline;
  private final Transfers transfers;
  private final Load load;
  private final PrintStream out;

  private double booked;
  private double bookedSeconds;
  private double made;
  private double madeSeconds;
  private ProcessorTime spent = ProcessorTime.NONE;

  Turns(
      TestDatabase database,
      Product product,
      Baseline baseline,
      Transfers transfers,
      Load load,
      PrintStream out) {
    this.database = database;
    this.product = product;
    this.baseline = baseline;
    this.transfers = transfers;
    this.load = load;
    this.out = out;
  }

  /**
   * One turn that doesn't count, then those that do, each printed. In the first the server meets
   * its first pause after minutes of load, or a database in another state, and has code compiled
   * again.
   *
   * @param time of each of both in a turn
   */
  void saturated(String name, int turns, Duration time)
      throws IOException, SQLException, InterruptedException, ExecutionException {
    baseline.run(transfers, time);
    load.saturate(time);
    for (int turn = 1; turn <= turns; turn++) {
      long start = System.nanoTime();
      double bookedNow = baseline.run(transfers, time);
      double seconds = (System.nanoTime() - start) / 1e9;
      ProcessorTime before = ProcessorTime.now(product.pid(), database);
      Load.Result http = load.saturate(time);
      ProcessorTime used = ProcessorTime.now(product.pid(), database).minus(before);
      booked += bookedNow;
      bookedSeconds += seconds;
      made += http.made();
      madeSeconds += http.seconds();
      spent = spent.plus(used);
      out.printf(
          Locale.ROOT,
          "%s %d: baseline %,.0f/s, saturated %,.0f/s, p50 %.1f ms, p99 %.1f ms; %s%n",
          name,
          turn,
          bookedNow / seconds,
          http.perSecond(),
          http.millis(0.5),
          http.millis(0.99),
          used.each((double) http.made()));
    }
  }

  double baselinePerSecond() {
    return booked / bookedSeconds;
  }

  double perSecond() {
    return made / madeSeconds;
  }

  double ratio() {
    return perSecond() / baselinePerSecond();
  }

  /** Processor time of a transfer through HTTP, in words. */
  String spent() {
    return spent.each(made);
  }
}
