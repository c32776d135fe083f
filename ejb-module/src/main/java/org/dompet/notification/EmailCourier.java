package org.dompet.notification;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Properties;

/** Sends plain text by SMTP. */
final class EmailCourier implements Courier {
  private final NotificationSettings.Email settings;
  private final Session session;

  EmailCourier(NotificationSettings.Email settings, Duration patience) {
    this.settings = settings;
    this.session = Session.getInstance(properties(settings, patience));
  }

  @Override
  public void take(Notification notification) throws DeliveryFailed {
    try {
      Message message = message(notification);
      if (settings.user().isEmpty()) {
        Transport.send(message);
      } else {
        Transport.send(message, settings.user(), settings.password().reveal());
      }
    } catch (MessagingException failed) {
      throw new DeliveryFailed(failed.getClass().getSimpleName() + ": " + withoutSecrets(failed));
    }
  }

  private Message message(Notification notification) throws MessagingException {
    String name = notification.id() + "@" + settings.domain();
    MimeMessage message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            // The same for each attempt: a mailbox that has it can tell.
            setHeader("Message-ID", "<" + name + ">");
          }
        };
    message.setFrom(new InternetAddress(settings.from(), true));
    for (String to : settings.to()) {
      message.addRecipient(Message.RecipientType.TO, new InternetAddress(to, true));
    }
    message.setSubject(notification.subject(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(notification.createdAt()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setText(notification.body(), StandardCharsets.UTF_8.name());
    return message;
  }

  /** What the server answered is worth keeping, though not what we told it. */
  private String withoutSecrets(MessagingException failed) {
    String text = String.valueOf(failed.getMessage());
    return settings.password().length() == 0
        ? text
        : text.replace(settings.password().reveal(), "…");
  }

  private static Properties properties(NotificationSettings.Email settings, Duration patience) {
    String millis = String.valueOf(patience.toMillis());
    Properties properties = new Properties();
    properties.setProperty("mail.transport.protocol", "smtp");
    properties.setProperty("mail.smtp.host", settings.host());
    properties.setProperty("mail.smtp.port", String.valueOf(settings.port()));
    properties.setProperty("mail.smtp.auth", String.valueOf(!settings.user().isEmpty()));
    properties.setProperty("mail.smtp.connectiontimeout", millis);
    properties.setProperty("mail.smtp.timeout", millis);
    properties.setProperty("mail.smtp.writetimeout", millis);
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    switch (settings.tls()) {
      case STARTTLS -> {
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", "true");
      }
      case IMPLICIT -> properties.setProperty("mail.smtp.ssl.enable", "true");
      case NONE -> properties.setProperty("mail.smtp.starttls.enable", "false");
    }
    return properties;
  }
}
