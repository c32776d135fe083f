package org.dompet.server.chaos;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Many events from several senders at once, each sent until it is accepted. */
final class Burst implements AutoCloseable {
  private static final int SENDERS = 8;

  private final MoonPay moonPay;
  private final Queue<String> events;
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger repeated = new AtomicInteger();
  private final int total;
  private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);

  Burst(MoonPay moonPay, List<String> events) {
    this.moonPay = moonPay;
    this.events = new ConcurrentLinkedQueue<>(events);
    this.total = events.size();
    for (int sender = 0; sender < SENDERS; sender++) {
      senders.execute(this::send);
    }
  }

  /** Waits until a part of the events has been accepted, in hundredths. */
  void awaitAccepted(int percent) {
    Eventually.holds(
        () -> accepted.get() * 100 >= total * percent,
        () -> accepted + " of " + total + " accepted");
  }

  /** How many events had to be sent more than once. */
  int repeated() {
    return repeated.get();
  }

  @Override
  public void close() {
    events.clear();
    senders.shutdown();
    Eventually.holds(senders::isTerminated, () -> "Senders go on");
  }

  private void send() {
    for (String event = events.poll(); event != null; event = events.poll()) {
      if (moonPay.tell(event) != MoonPay.ACCEPTED) {
        repeated.incrementAndGet();
        moonPay.insist(event);
      }
      accepted.incrementAndGet();
    }
  }
}
