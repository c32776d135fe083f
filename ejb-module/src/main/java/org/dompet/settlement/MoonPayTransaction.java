package org.dompet.settlement;

import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.onramp.Fields;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** Reads MoonPay's transactions. */
final class MoonPayTransaction {
  private final Map<String, Currency> currencies;

  /**
   * @param currencies MoonPay's codes, and what they are here
   */
  MoonPayTransaction(Map<String, Currency> currencies) {
    this.currencies = currencies;
  }

  /**
   * Reads one. What can't be read of it is its {@code problem}.
   *
   * @throws ProviderFailure.Unreadable if it has no name, or no time
   */
  ProviderRecord read(JsonObject transaction) {
    Fields fields = Fields.of(transaction);
    String id = fields.optional("id").orElseThrow(() -> unreadable("A transaction", "id"));
    Instant at =
        moment(fields, "updatedAt")
            .or(() -> moment(fields, "createdAt"))
            .orElseThrow(() -> unreadable("Transaction " + id, "updatedAt"));
    String status = fields.optional("status").orElse("");
    ProviderRecord record =
        new ProviderRecord(
            ProviderRecord.What.PAYMENT,
            id,
            fields.optional("externalTransactionId").orElse(null),
            state(status),
            null,
            null,
            null,
            at);
    try {
      return withMoney(record, fields, status);
    } catch (Refusal refusal) {
      return record.unreadable(refusal.field() + " " + refusal.detail());
    }
  }

  private ProviderRecord withMoney(ProviderRecord record, Fields fields, String status) {
    if (record.state() == ProviderRecord.State.OPEN) {
      // Its price is not settled. A status that nobody knows must not pass for one under way.
      return isUnderWay(status) ? record : record.unreadable("Its status is not known: " + status);
    }
    if (record.state() == ProviderRecord.State.FAILED) {
      return record;
    }
    String code = fields.object("currency").text("code");
    BigDecimal amount = fields.number("quoteCurrencyAmount");
    @Nullable Currency currency = currencies.get(code);
    return new ProviderRecord(
        record.what(),
        record.reference(),
        record.order(),
        record.state(),
        currency == null ? code : currency.name(),
        currency == null ? amount : new Money(amount, currency).amount(),
        null,
        record.at());
  }

  private static ProviderRecord.State state(String status) {
    return switch (status) {
      case "completed" -> ProviderRecord.State.SETTLED;
      case "failed" -> ProviderRecord.State.FAILED;
      default -> ProviderRecord.State.OPEN;
    };
  }

  private static boolean isUnderWay(String status) {
    return status.equals("waitingPayment")
        || status.equals("pending")
        || status.equals("waitingAuthorization");
  }

  private static Optional<Instant> moment(Fields fields, String name) {
    try {
      return fields.optional(name).map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private static ProviderFailure unreadable(String what, String field) {
    return new ProviderFailure.Unreadable("MoonPay: " + what + " has no readable " + field);
  }
}
