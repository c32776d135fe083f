package org.dompet.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.dompet.testing.TestDatabase;

/**
 * How much processor time each side has used so far. Unlike a rate it hardly depends on what else
 * the machine does, so that two versions can be compared on a noisy one.
 *
 * @param product of the server
 * @param postgres of all processes of PostgreSQL, ended or alive
 * @param client of this process, which makes the load
 */
public record ProcessorTime(Duration product, Duration postgres, Duration client) {
  public static final ProcessorTime NONE =
      new ProcessorTime(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  public static ProcessorTime now(long product, TestDatabase database)
      throws SQLException, IOException {
    return new ProcessorTime(
        sum(Processes.of(product)), postgres(database), sum(Stream.of(ProcessHandle.current())));
  }

  /** Asked again if a process ended meanwhile: it would count twice, or not at all. */
  private static Duration postgres(TestDatabase database) throws SQLException, IOException {
    long postmaster = Processes.postmaster(database);
    while (true) {
      Duration ended = Processes.ofEndedChildren(postmaster);
      Duration alive = sum(Processes.of(postmaster));
      if (ended.equals(Processes.ofEndedChildren(postmaster))) {
        return alive.plus(ended);
      }
    }
  }

  public ProcessorTime plus(ProcessorTime more) {
    return new ProcessorTime(
        product.plus(more.product), postgres.plus(more.postgres), client.plus(more.client));
  }

  public ProcessorTime minus(ProcessorTime before) {
    return new ProcessorTime(
        product.minus(before.product),
        postgres.minus(before.postgres),
        client.minus(before.client));
  }

  /** Microseconds for each of so many calls, in words. */
  public String each(double calls) {
    return String.format(
        Locale.ROOT,
        "Dompet %,.0f µs, PostgreSQL %,.0f µs, client %,.0f µs",
        micros(product) / calls,
        micros(postgres) / calls,
        micros(client) / calls);
  }

  private static double micros(Duration time) {
    return time.toNanos() / 1e3;
  }

  private static Duration sum(Stream<ProcessHandle> processes) {
    return processes
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
