package org.dompet.web.probe;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The broker takes a message, and gives it back. */
@Readiness
@ApplicationScoped
public class BrokerReady implements HealthCheck {
  private static final long PATIENCE_MILLIS = 2_000;

  @Resource(lookup = "java:app/jms/dompet")
  private ConnectionFactory connections;

  @SuppressWarnings("NullAway.Init") // for the container
  public BrokerReady() {}

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("broker").status(echoes()).build();
  }

  private boolean echoes() {
    try (JMSContext context = connections.createContext()) {
      TemporaryQueue queue = context.createTemporaryQueue();
      context.createProducer().send((Queue) queue, "ping");
      return context.createConsumer(queue).receive(PATIENCE_MILLIS) != null;
    } catch (JMSRuntimeException down) {
      return false;
    }
  }
}
