package org.dompet.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dompet.logging.LogContext;
import org.dompet.testing.SettableClock;
import org.junit.jupiter.api.Test;

class OutboundTest {
  private static final String QUEUE = "dompet.test";

  private final SettableClock clock = new SettableClock(Instant.parse("2030-01-01T00:00:00Z"));
  private final List<String> sent = new ArrayList<>();
  private final List<Map<String, Object>> sentAbout = new ArrayList<>();
  private final List<Outbound.NotSent> notSent = new ArrayList<>();
  private final List<Synchronization> synchronizations = new ArrayList<>();
  private final Map<Object, Object> resources = new HashMap<>();
  private int status = Status.STATUS_NO_TRANSACTION;
  private int connections;
  private boolean down;

  private final Outbound outbound =
      new Outbound(
          proxy(ConnectionFactory.class, (self, method, arguments) -> connect()),
          proxy(TransactionSynchronizationRegistry.class, this::transaction),
          clock,
          notSent::add);

  @Test
  void sendsAtOnceWithoutATransaction() {
    outbound.send(QUEUE, "a");
    outbound.send(QUEUE, "b", Duration.ofMinutes(5));
    assertThat(sent).containsExactly("dompet.test a after 0", "dompet.test b after 300000");
  }

  @Test
  void sendsAllOfATransactionTogetherWhenItHasCommitted() {
    status = Status.STATUS_ACTIVE;
    outbound.send(QUEUE, "a");
    outbound.send(QUEUE, "b");
    assertThat(sent).isEmpty();
    complete(Status.STATUS_COMMITTED);
    assertThat(sent).hasSize(2);
    assertThat(connections).isEqualTo(1);
  }

  @Test
  void sendsNothingOfATransactionThatWasRolledBack() {
    status = Status.STATUS_ACTIVE;
    outbound.send(QUEUE, "a");
    complete(Status.STATUS_ROLLEDBACK);
    assertThat(sent).isEmpty();
    assertThat(connections).isZero();
  }

  @Test
  void neverThrowsAndLeavesABrokerAloneThatIsDown() {
    down = true;
    outbound.send(QUEUE, "a");
    outbound.send(QUEUE, "b");
    assertThat(connections).isEqualTo(1);
    assertThat(notSent)
        .containsExactly(new Outbound.NotSent(QUEUE, 1), new Outbound.NotSent(QUEUE, 1));
    down = false;
    clock.advance(Outbound.PATIENCE);
    outbound.send(QUEUE, "c");
    assertThat(sent).containsExactly("dompet.test c after 0");
  }

  @Test
  void saysOfEachMessageWhatItsSenderWorkedOn() {
    status = Status.STATUS_ACTIVE;
    LogContext.ofRequest("r-1").run(() -> outbound.send(QUEUE, "a"));
    LogContext.ofRun("run-1")
        .run(
            () -> {
              outbound.send(QUEUE, "b");
              // By then the thread may work on something else.
              complete(Status.STATUS_COMMITTED);
            });
    assertThat(sentAbout).containsExactly(Map.of("requestId", "r-1"), Map.of("runId", "run-1"));
  }

  private void complete(int outcome) {
    synchronizations.forEach(synchronization -> synchronization.afterCompletion(outcome));
    status = Status.STATUS_NO_TRANSACTION;
  }

  private Object transaction(Object self, java.lang.reflect.Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "getTransactionStatus" -> status;
      case "getResource" -> resources.get(arguments[0]);
      case "putResource" -> resources.put(arguments[0], arguments[1]);
      case "registerInterposedSynchronization" -> {
        synchronizations.add((Synchronization) arguments[0]);
        yield null;
      }
      default -> throw new UnsupportedOperationException(method.getName());
    };
  }

  private JMSContext connect() {
    connections++;
    if (down) {
      throw new JMSRuntimeException("Down");
    }
    long[] delay = {0};
    Map<String, Object> properties = new HashMap<>();
    JMSProducer producer =
        proxy(
            JMSProducer.class,
            (self, method, arguments) -> {
              if (method.getName().equals("setDeliveryDelay")) {
                delay[0] = (long) arguments[0];
              } else if (method.getName().equals("clearProperties")) {
                properties.clear();
              } else if (method.getName().equals("setProperty")) {
                properties.put(arguments[0].toString(), arguments[1]);
              } else {
                sentAbout.add(Map.copyOf(properties));
                sent.add(
                    ((Queue) arguments[0]).getQueueName()
                        + " "
                        + arguments[1]
                        + " after "
                        + delay[0]);
              }
              return self;
            });
    return proxy(
        JMSContext.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "createProducer" -> producer;
              case "createQueue" -> proxy(Queue.class, (queue, get, none) -> arguments[0]);
              default -> null;
            });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            OutboundTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
