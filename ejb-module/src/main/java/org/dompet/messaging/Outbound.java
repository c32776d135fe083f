package org.dompet.messaging;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.dompet.logging.LogContext;

/**
 * Sends nudges. Inside a transaction they leave after it has committed, all with one connection,
 * and not at all if it is rolled back; outside, at once.
 *
 * <p>A broker that is down is logged and counted, never thrown, and not asked again for {@link
 * #PATIENCE}: the caller's work is done, and its row says what is still to do.
 */
@ApplicationScoped
public class Outbound {
  private static final Logger LOG = System.getLogger(Outbound.class.getName());

  /** How long a broker that was down is left alone. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  @Resource(lookup = "java:app/jms/dompet")
  private ConnectionFactory connections;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private TransactionSynchronizationRegistry transactions;

  private Clock clock;
  private Consumer<NotSent> observers;
  private volatile Instant downUntil = Instant.MIN;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected Outbound() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the resources are the container's
  Outbound(Clock clock, Event<NotSent> notSent) {
    this.clock = clock;
    this.observers = notSent::fire;
  }

  /** Outside a container, with what a container would give. */
  Outbound(
      ConnectionFactory connections,
      TransactionSynchronizationRegistry transactions,
      Clock clock,
      Consumer<NotSent> observers) {
    this.connections = connections;
    this.transactions = transactions;
    this.clock = clock;
    this.observers = observers;
  }

  /**
   * Nudges that could not be sent.
   *
   * @param count how many
   */
  public record NotSent(String queue, int count) {}

  /** A nudge, as it waits for its transaction. */
  private record Message(String queue, String text, Duration delay, LogContext context) {}

  /** Sends a text, to be delivered at once. */
  public void send(String queue, String text) {
    send(queue, text, Duration.ZERO);
  }

  /**
   * Sends a text.
   *
   * @param queue a name that begins with {@code dompet.}
   * @param delay how long the broker keeps it before it is delivered
   */
  public void send(String queue, String text, Duration delay) {
    Message message = new Message(queue, text, delay, LogContext.current());
    if (transactions.getTransactionStatus() == Status.STATUS_NO_TRANSACTION) {
      deliver(List.of(message));
    } else {
      waiting().add(message);
    }
  }

  @SuppressWarnings("unchecked")
  private List<Message> waiting() {
    if (transactions.getResource(Outbound.class) instanceof List<?> begun) {
      return (List<Message>) begun;
    }
    List<Message> messages = new ArrayList<>();
    transactions.putResource(Outbound.class, messages);
    transactions.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {}

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
              deliver(messages);
            }
          }
        });
    return messages;
  }

  private void deliver(List<Message> messages) {
    if (clock.instant().isBefore(downUntil)) {
      giveUp(messages, 0);
      return;
    }
    int sent = 0;
    try (JMSContext context = connections.createContext()) {
      JMSProducer producer = context.createProducer();
      for (Message message : messages) {
        MessageContext.write(message.context, producer);
        producer
            .setDeliveryDelay(message.delay.toMillis())
            .send(context.createQueue(message.queue), message.text);
        sent++;
      }
    } catch (JMSRuntimeException down) {
      downUntil = clock.instant().plus(PATIENCE);
      LOG.log(Level.WARNING, "The broker takes no messages: {0}", down.getMessage());
      giveUp(messages, sent);
    }
  }

  private void giveUp(List<Message> messages, int sent) {
    messages.stream()
        .skip(sent)
        .map(Message::queue)
        .distinct()
        .forEach(
            queue ->
                observers.accept(
                    new NotSent(
                        queue,
                        (int)
                            messages.stream()
                                .skip(sent)
                                .filter(message -> message.queue.equals(queue))
                                .count())));
  }
}
