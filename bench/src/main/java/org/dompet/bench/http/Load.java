package org.dompet.bench.http;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Calls over kept-alive connections, by one thread: answers that come together, as those of one
 * transaction do, are taken together, and the thread is woken once for all.
 */
final class Load implements AutoCloseable {
  static final int CONNECTIONS = 32;

  private static final long PATIENCE_MILLIS = 60_000;

  /** What one run gave: latencies in microseconds, and everything that was not as expected. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Result(long made, long others, double seconds, long[] sortedMicros) {
    /** What several runs gave together. */
    static Result of(List<Result> runs) {
      return new Result(
          runs.stream().mapToLong(Result::made).sum(),
          runs.stream().mapToLong(Result::others).sum(),
          runs.stream().mapToDouble(Result::seconds).sum(),
          runs.stream().flatMapToLong(run -> Arrays.stream(run.sortedMicros)).sorted().toArray());
    }

    double perSecond() {
      return made / seconds;
    }

    double millis(double quantile) {
      return sortedMicros.length == 0
          ? 0
          : sortedMicros[
                  (int) Math.min(sortedMicros.length - 1L, (long) (sortedMicros.length * quantile))]
              / 1000.0;
    }
  }

  private final Selector selector = Selector.open();
  private final List<Lane> lanes = new ArrayList<>();
  private final Supplier<byte[]> requests;
  private final int expected;
  private long madeInAll;
  private long othersInAll;

  /**
   * Opens the connections.
   *
   * @param requests gives the next request to send
   * @param expected the status that every answer should have
   */
  Load(int port, Supplier<byte[]> requests, int expected) throws IOException {
    this.requests = requests;
    this.expected = expected;
    for (int i = 0; i < CONNECTIONS; i++) {
      HttpConnection connection = new HttpConnection(port);
      Lane lane = new Lane(connection);
      connection.channel().configureBlocking(false);
      connection.channel().register(selector, SelectionKey.OP_READ, lane);
      lanes.add(lane);
    }
  }

  /** Closed loop: each connection sends the next as soon as it has the answer. */
  Result saturate(Duration time) throws IOException {
    return new Run(time.toNanos(), 0).toTheEnd();
  }

  /**
   * Open loop: calls become due at a steady rate, whether the ones before are answered or not, and
   * their latency counts from when they were due.
   */
  Result at(double perSecond, Duration time) throws IOException {
    return new Run(time.toNanos(), (long) (1e9 / perSecond)).toTheEnd();
  }

  /** Answers as expected, in all runs. */
  long made() {
    return madeInAll;
  }

  /** All other answers, in all runs. */
  long others() {
    return othersInAll;
  }

  @Override
  public void close() throws IOException {
    selector.close();
    for (Lane lane : lanes) {
      lane.connection.close();
    }
  }

  /** A connection, and when the call on it became due. */
  private static final class Lane {
    private final HttpConnection connection;
    private long due;

    Lane(HttpConnection connection) {
      this.connection = connection;
    }
  }

  private final class Run {
    private final long start = System.nanoTime();
    private final long end;
    private final long gap;
    private final Deque<Lane> free = new ArrayDeque<>(lanes);
    private long sent;
    private long[] micros = new long[1024];
    private int made;
    private long others;

    /**
     * @param gap nanoseconds from one call to the next; 0 for as soon as a connection is free
     */
    Run(long nanos, long gap) {
      this.end = start + nanos;
      this.gap = gap;
    }

    Result toTheEnd() throws IOException {
      while (true) {
        long wait = send();
        if (wait < 0 && free.size() == lanes.size()) {
          double seconds = (System.nanoTime() - start) / 1e9;
          long[] sorted = Arrays.copyOf(micros, made);
          Arrays.sort(sorted);
          madeInAll += made;
          othersInAll += others;
          return new Result(made, others, seconds, sorted);
        }
        receive(wait);
      }
    }

    /**
     * Sends what is due.
     *
     * @return nanoseconds until the next is; negative if none will be
     */
    private long send() throws IOException {
      while (true) {
        long now = System.nanoTime();
        long due = gap == 0 ? now : start + sent * gap;
        if (due >= end) {
          return -1;
        }
        if (due > now || free.isEmpty()) {
          return Math.max(due - now, 0);
        }
        Lane lane = free.remove();
        lane.due = due;
        lane.connection.send(requests.get());
        sent++;
      }
    }

    /** Waits for answers; not much longer than given, if a connection could send by then. */
    private void receive(long wait) throws IOException {
      boolean canSend = wait >= 0 && !free.isEmpty();
      long millis = canSend ? Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait)) : PATIENCE_MILLIS;
      List<Lane> ready = new ArrayList<>(CONNECTIONS);
      selector.select(key -> ready.add((Lane) key.attachment()), millis);
      if (ready.isEmpty() && !canSend) {
        throw new IOException("No answer for " + PATIENCE_MILLIS + " ms");
      }
      for (Lane lane : ready) {
        HttpConnection.Answer answer = lane.connection.receive().orElse(null);
        if (answer != null) {
          count(answer.status(), lane.due);
          free.add(lane);
        }
      }
    }

    private void count(int status, long due) {
      if (status != expected) {
        others++;
        return;
      }
      if (made == micros.length) {
        micros = Arrays.copyOf(micros, made * 2);
      }
      micros[made++] = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due);
    }
  }
}
