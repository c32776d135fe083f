package org.dompet.bench.http;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Calls over kept-alive connections, one thread each. */
final class Load implements AutoCloseable {
  static final int CONNECTIONS = 32;

  /** One call, which answers with its status. */
  interface Call {
    int make(HttpConnection connection) throws IOException;
  }

  /** What one run gave: latencies in microseconds, and everything that was not as expected. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Result(long made, long others, double seconds, long[] sortedMicros) {
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

  private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
  private final List<HttpConnection> connections = new ArrayList<>();
  private final Call call;
  private final int expected;

  /**
   * Opens the connections.
   *
   * @param expected the status that every answer should have
   */
  Load(int port, Call call, int expected) throws IOException {
    this.call = call;
    this.expected = expected;
    for (int i = 0; i < CONNECTIONS; i++) {
      connections.add(new HttpConnection(port));
    }
  }

  /** Closed loop: each connection sends the next as soon as it has the answer. */
  Result saturate(Duration time) throws InterruptedException, ExecutionException {
    return run(time, 0);
  }

  /**
   * Open loop: calls become due at a steady rate, whether the ones before are answered or not, and
   * their latency counts from when they were due.
   */
  Result at(double perSecond, Duration time) throws InterruptedException, ExecutionException {
    return run(time, (long) (1e9 / perSecond));
  }

  private Result run(Duration time, long gapNanos) throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    long end = start + time.toNanos();
    AtomicLong tickets = new AtomicLong();
    List<Future<Lane>> lanes = new ArrayList<>();
    for (HttpConnection connection : connections) {
      lanes.add(threads.submit(() -> lane(connection, tickets, start, end, gapNanos)));
    }
    List<long[]> all = new ArrayList<>();
    long others = 0;
    int made = 0;
    for (Future<Lane> lane : lanes) {
      all.add(lane.get().micros());
      others += lane.get().others();
      made += lane.get().micros().length;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long[] sorted = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return new Result(made, others, seconds, sorted);
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Lane(long[] micros, long others) {}

  private Lane lane(HttpConnection connection, AtomicLong tickets, long start, long end, long gap)
      throws IOException {
    long[] micros = new long[1024];
    int made = 0;
    long others = 0;
    while (true) {
      long due = gap == 0 ? System.nanoTime() : start + tickets.getAndIncrement() * gap;
      if (due >= end) {
        return new Lane(Arrays.copyOf(micros, made), others);
      }
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      if (call.make(connection) == expected) {
        if (made == micros.length) {
          micros = Arrays.copyOf(micros, made * 2);
        }
        micros[made++] = (System.nanoTime() - due) / 1_000;
      } else {
        others++;
      }
    }
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (HttpConnection connection : connections) {
      connection.close();
    }
  }
}
