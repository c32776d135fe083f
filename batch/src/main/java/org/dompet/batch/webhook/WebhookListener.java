package org.dompet.batch.webhook;

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
import org.dompet.tracing.Tracing;
import org.dompet.webhook.ProcessWebhook;

/**
 * Hears the nudges. It takes part in no transaction: each event has its own, and if the database is
 * away the broker nudges again.
 */
@MessageDriven(
    name = "WebhookListener",
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue"),
      @ActivationConfigProperty(propertyName = "destination", propertyValue = ProcessWebhook.QUEUE),
      @ActivationConfigProperty(propertyName = "useJNDI", propertyValue = "false"),
      @ActivationConfigProperty(propertyName = "useLocalTx", propertyValue = "true"),
      @ActivationConfigProperty(propertyName = "consumerWindowSize", propertyValue = "0"),
      @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "4"),
      @ActivationConfigProperty(propertyName = "setupAttempts", propertyValue = "-1"),
      @ActivationConfigProperty(propertyName = "setupInterval", propertyValue = "2000")
    })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WebhookListener implements MessageListener {
  private static final Logger LOG = System.getLogger(WebhookListener.class.getName());

  @Inject private ProcessWebhook processWebhook;
  @Inject private Tracing tracing;

  @SuppressWarnings("NullAway.Init") // for the container
  public WebhookListener() {}

  @Override
  public void onMessage(Message message) {
    UUID event;
    try {
      event = UUID.fromString(message.getBody(String.class));
    } catch (JMSException | IllegalArgumentException notOurs) {
      // Coming again would not mend it, and no event is lost: the rows are the truth.
      LOG.log(Level.WARNING, "A message on {0} names no event", ProcessWebhook.QUEUE);
      return;
    }
    MessageContext.run(
        message, () -> tracing.deliver("deliver webhooks", () -> processWebhook.process(event)));
  }
}
