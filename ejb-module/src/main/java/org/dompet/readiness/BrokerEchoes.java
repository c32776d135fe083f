package org.dompet.readiness;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import java.time.Duration;

/** The broker takes a message, and gives it back. */
final class BrokerEchoes implements Check {
  private static final long PATIENCE_MILLIS = 2_000;

  private final ConnectionFactory connections;

  BrokerEchoes(ConnectionFactory connections) {
    this.connections = connections;
  }

  @Override
  public String name() {
    return "broker";
  }

  @Override
  public String proves() {
    return "The broker takes a message and gives it back.";
  }

  @Override
  public Verdict look() {
    long began = System.nanoTime();
    try (JMSContext context = connections.createContext()) {
      TemporaryQueue queue = context.createTemporaryQueue();
      context.createProducer().send((Queue) queue, "ping");
      boolean back = context.createConsumer(queue).receive(PATIENCE_MILLIS) != null;
      long took = Duration.ofNanos(System.nanoTime() - began).toMillis();
      return back
          ? Verdict.pass("a message came back in " + took + " ms")
          : Verdict.fail("a message did not come back in " + PATIENCE_MILLIS + " ms");
    } catch (JMSRuntimeException down) {
      return Verdict.fail("no connection: " + Reason.of(down));
    }
  }
}
