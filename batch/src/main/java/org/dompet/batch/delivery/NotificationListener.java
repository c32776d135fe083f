package org.dompet.batch.delivery;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;
import org.dompet.messaging.MessageContext;
import org.dompet.notification.DeliverNotification;
import org.dompet.notification.Notify;
import org.dompet.tracing.Tracing;

/**
 * Delivers what the queue names, at once. A failure is in the row and the sweep's: the message is
 * done with either way, unless the database was away.
 */
@MessageDriven(
    name = "NotificationListener",
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue"),
      @ActivationConfigProperty(propertyName = "destination", propertyValue = Notify.QUEUE),
      @ActivationConfigProperty(propertyName = "useJNDI", propertyValue = "false"),
      @ActivationConfigProperty(propertyName = "useLocalTx", propertyValue = "true"),
      @ActivationConfigProperty(propertyName = "consumerWindowSize", propertyValue = "0"),
      @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "2"),
      @ActivationConfigProperty(propertyName = "setupAttempts", propertyValue = "-1"),
      @ActivationConfigProperty(propertyName = "setupInterval", propertyValue = "2000")
    })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class NotificationListener implements MessageListener {
  private static final Logger LOG = System.getLogger(NotificationListener.class.getName());

  @Inject private DeliverNotification deliver;
  @Inject private Tracing tracing;

  @SuppressWarnings("NullAway.Init") // for the container
  public NotificationListener() {}

  @Override
  public void onMessage(Message message) {
    UUID id;
    try {
      id = UUID.fromString(message.getBody(String.class));
    } catch (JMSException | IllegalArgumentException notOurs) {
      LOG.log(Level.WARNING, "A message in {0} names no notification", Notify.QUEUE);
      return;
    }
    MessageContext.run(
        message, () -> tracing.deliver("deliver notifications", () -> deliver.deliver(id)));
  }
}
