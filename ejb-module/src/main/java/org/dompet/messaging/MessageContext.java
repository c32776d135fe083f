package org.dompet.messaging;

import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import org.dompet.logging.LogContext;
import org.jspecify.annotations.Nullable;

/** What a message is about, as whoever sent it knew: in the message's properties. */
public final class MessageContext {
  private MessageContext() {}

  /** Does what a message asks for; what is logged meanwhile is about what its sender worked on. */
  public static void run(Message message, Runnable work) {
    LogContext.of(name -> property(message, name)).run(work);
  }

  static void write(LogContext context, JMSProducer producer) {
    producer.clearProperties();
    context.forEach(producer::setProperty);
  }

  private static @Nullable String property(Message message, String name) {
    try {
      return message.getStringProperty(name);
    } catch (JMSException unreadable) {
      return null;
    }
  }
}
