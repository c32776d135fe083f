package org.dompet.web.inside;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.util.UUID;
import org.dompet.ledger.JournalEntry;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.webhook.Booking;
import org.dompet.webhook.WebhookEvent;
import org.dompet.webhook.WebhookHandler;

/**
 * Handles events that no provider sends, so that tests need no order: {@code test.credit} pays in
 * to an account, {@code test.poison} always fails, {@code test.refused} can't heal.
 */
@ApplicationScoped
public class TestHandler implements WebhookHandler {
  private Books books;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected TestHandler() {}

  @Inject
  TestHandler(Books books, Clock clock) {
    this.books = books;
    this.clock = clock;
  }

  @Override
  public boolean handles(String provider, String type) {
    return provider.equals("stripe") && type.startsWith("test.");
  }

  @Override
  public Booking apply(WebhookEvent event) {
    JsonObject object = event.payload().getJsonObject("data").getJsonObject("object");
    return switch (event.type()) {
      case "test.credit" ->
          Booking.of(
              JournalEntry.move(
                  clock,
                  "webhook:" + event.reference() + ":test:credit",
                  "TEST_CREDIT",
                  "system:webhook",
                  Books.thb(object.getString("amount")),
                  books.bank(),
                  UUID.fromString(object.getString("account"))));
      case "test.refused" -> throw Refusal.of(Kind.CURRENCY_MISMATCH, "currency", "differs");
      default -> throw new IllegalStateException("Poison");
    };
  }
}
