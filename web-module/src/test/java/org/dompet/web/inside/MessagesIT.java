package org.dompet.web.inside;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.util.UUID;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class MessagesIT {
  private static final long PATIENCE_MILLIS = 10_000;

  @Inject private Container container;

  @Test
  void goThroughTheBrokerInTheOrderTheyWereSent() {
    String name = "dompet.test." + UUID.randomUUID();
    try (JMSContext context = container.messages().createContext()) {
      Queue queue = context.createQueue(name);
      context.createProducer().send(queue, "one").send(queue, "two");
    }
    // Another context: what was sent is with the broker, not with the sender.
    try (JMSContext context = container.messages().createContext()) {
      var consumer = context.createConsumer(context.createQueue(name));
      assertThat(consumer.receiveBody(String.class, PATIENCE_MILLIS)).isEqualTo("one");
      assertThat(consumer.receiveBody(String.class, PATIENCE_MILLIS)).isEqualTo("two");
    }
  }
}
