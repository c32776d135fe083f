package org.dompet.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Timer;
import org.apache.activemq.artemis.ra.ActiveMQRAMCFProperties;
import org.apache.activemq.artemis.ra.inflow.ActiveMQActivationSpec;

/** A started adapter with given settings, and what a test sends and receives through it. */
final class RunningAdapter implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BrokerResourceAdapter adapter;

  private RunningAdapter(BrokerResourceAdapter adapter) {
    this.adapter = adapter;
  }

  static RunningAdapter start(Map<String, String> settings)
      throws ResourceAdapterInternalException {
    BrokerResourceAdapter adapter =
        new BrokerResourceAdapter(key -> Optional.ofNullable(settings.get(key)));
    adapter.start(new NoServer());
    return new RunningAdapter(adapter);
  }

  /** As a connection pool gets it. */
  ConnectionFactory connections() {
    return adapter.getConnectionFactory(new ActiveMQRAMCFProperties());
  }

  /** As a message-driven bean gets it. */
  ConnectionFactory consumers() {
    return adapter.newConnectionFactory(new ActiveMQActivationSpec());
  }

  void send(String queue, String text) {
    try (JMSContext context = connections().createContext()) {
      context.createProducer().send(context.createQueue(queue), text);
    }
  }

  /** The next message of a queue, acknowledged, or null if none comes within ten seconds. */
  String receive(String queue) {
    try (JMSContext context = connections().createContext()) {
      return context
          .createConsumer(context.createQueue(queue))
          .receiveBody(String.class, PATIENCE.toMillis());
    }
  }

  /** Takes the next message of a queue and gives it back, as a failing consumer does. */
  Message receiveAndGiveBack(String queue) {
    try (JMSContext context = connections().createContext(JMSContext.SESSION_TRANSACTED)) {
      Message message =
          context.createConsumer(context.createQueue(queue)).receive(PATIENCE.toMillis());
      context.rollback();
      return message;
    }
  }

  @Override
  public void close() {
    adapter.stop();
  }

  /** A container that offers nothing: the adapter asks for the transaction registry only. */
  private record NoServer() implements BootstrapContext {
    @Override
    public WorkManager getWorkManager() {
      throw new UnsupportedOperationException();
    }

    @Override
    public XATerminator getXATerminator() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Timer createTimer() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isContextSupported(Class<? extends WorkContext> work) {
      return false;
    }

    @Override
    public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
      return null;
    }
  }
}
