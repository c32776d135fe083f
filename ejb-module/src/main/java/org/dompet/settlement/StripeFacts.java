package org.dompet.settlement;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dompet.money.Money;
import org.dompet.onramp.Fields;
import org.dompet.onramp.StripeAmount;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** Reads Stripe's events, charges and refunds. */
final class StripeFacts {
  static final String COMPLETED = "checkout.session.completed";
  static final String PAID_LATER = "checkout.session.async_payment_succeeded";
  static final String NOT_PAID = "checkout.session.async_payment_failed";
  static final String REFUNDED = "charge.refunded";
  static final List<String> TYPES = List.of(COMPLETED, PAID_LATER, NOT_PAID, REFUNDED);

  private StripeFacts() {}

  /** What an event says; nothing if it is about a subscription or another's business. */
  static Optional<ProviderRecord> event(JsonObject event) {
    Fields fields = Fields.of(event);
    try {
      Instant at = seconds(fields, "created");
      String type = fields.text("type");
      JsonObject object = event.getJsonObject("data").getJsonObject("object");
      if (type.equals(REFUNDED)) {
        return isOfAnInvoice(object)
            ? Optional.empty()
            : Optional.of(
                record(ProviderRecord.What.REFUND, object, "amount_refunded", settled(), at));
      }
      return Fields.of(object).optional("mode").orElse("payment").equals("payment")
          ? Optional.of(
              record(ProviderRecord.What.PAYMENT, object, "amount_total", state(type, object), at))
          : Optional.empty();
    } catch (Refusal | ClassCastException | NullPointerException unreadable) {
      throw new ProviderFailure.Unreadable(
          "Stripe: Event " + fields.optional("id").orElse("without an id") + " can't be read");
    }
  }

  /** What a charge says of the payment: nothing while it has not succeeded. */
  static Optional<ProviderRecord> charge(JsonObject charge) {
    try {
      return Fields.of(charge).optional("status").orElse("").equals("succeeded")
          ? Optional.of(
              record(
                  ProviderRecord.What.PAYMENT,
                  charge,
                  "amount",
                  settled(),
                  seconds(Fields.of(charge), "created")))
          : Optional.empty();
    } catch (Refusal unreadable) {
      throw new ProviderFailure.Unreadable("Stripe: A charge can't be read");
    }
  }

  /** What a refund says, but for those that came to nothing. The amount is of it alone. */
  static Optional<ProviderRecord> refund(JsonObject refund) {
    String status = Fields.of(refund).optional("status").orElse("");
    try {
      return status.equals("failed") || status.equals("canceled")
          ? Optional.empty()
          : Optional.of(
              record(
                  ProviderRecord.What.REFUND,
                  refund,
                  "amount",
                  settled(),
                  seconds(Fields.of(refund), "created")));
    } catch (Refusal unreadable) {
      throw new ProviderFailure.Unreadable("Stripe: A refund can't be read");
    }
  }

  private static ProviderRecord record(
      ProviderRecord.What what,
      JsonObject object,
      String amountField,
      ProviderRecord.State state,
      Instant at) {
    Fields fields = Fields.of(object);
    // A session that was never paid for has no payment yet.
    Optional<String> payment = fields.optional("payment_intent");
    ProviderRecord record =
        new ProviderRecord(
            what,
            payment.orElseGet(() -> fields.text("id")),
            order(object),
            state,
            null,
            null,
            null,
            at);
    if (payment.isEmpty() && state == settled()) {
      return record.unreadable("It has no payment_intent");
    }
    String code = fields.optional("currency").orElse("").toLowerCase(Locale.ROOT);
    if (code.isEmpty()) {
      return record.unreadable("It has no currency");
    }
    try {
      Money money = StripeAmount.of(fields.whole(amountField), code);
      return new ProviderRecord(
          what,
          record.reference(),
          record.order(),
          state,
          money.currency().name(),
          money.amount(),
          null,
          at);
    } catch (Refusal refusal) {
      // Stripe's units of a currency that we do not have are not known here.
      return refusal.kind() == Kind.CURRENCY_MISMATCH
          ? new ProviderRecord(
              what, record.reference(), record.order(), state, code, null, null, at)
          : record.unreadable(amountField + " " + refusal.detail());
    }
  }

  private static ProviderRecord.State state(String type, JsonObject session) {
    return switch (type) {
      case NOT_PAID -> ProviderRecord.State.FAILED;
      case COMPLETED ->
          Fields.of(session).optional("payment_status").orElse("paid").equals("unpaid")
              ? ProviderRecord.State.OPEN
              : settled();
      default -> settled();
    };
  }

  private static ProviderRecord.State settled() {
    return ProviderRecord.State.SETTLED;
  }

  /** As we told Stripe: in the metadata of session and charge, and as the session's reference. */
  private static @Nullable String order(JsonObject object) {
    Optional<String> told =
        object.get("metadata") instanceof JsonObject metadata
            ? Fields.of(metadata).optional("order_id")
            : Optional.empty();
    return told.or(() -> Fields.of(object).optional("client_reference_id")).orElse(null);
  }

  private static boolean isOfAnInvoice(JsonObject charge) {
    return charge.getOrDefault("invoice", JsonValue.NULL) != JsonValue.NULL;
  }

  private static Instant seconds(Fields fields, String name) {
    try {
      return Instant.ofEpochSecond(fields.whole(name));
    } catch (DateTimeException outOfTime) {
      throw Refusal.of(Kind.INVALID_REQUEST, name, "is no moment");
    }
  }
}
