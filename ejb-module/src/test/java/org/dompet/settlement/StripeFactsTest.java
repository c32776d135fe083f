package org.dompet.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StripeFactsTest {
  private static final String PAID =
      """
      "id": "cs_1", "mode": "payment", "payment_intent": "pi_1", "payment_status": "paid",
      "amount_total": 10000, "currency": "thb", "metadata": {"order_id": "o-1"},
      "client_reference_id": "o-2\"""";

  @Test
  void areReadFromASessionThatWasPaid() {
    ProviderRecord record = event(StripeFacts.COMPLETED, PAID);
    assertThat(record.what()).isEqualTo(ProviderRecord.What.PAYMENT);
    assertThat(record.reference()).isEqualTo("pi_1");
    assertThat(record.order()).isEqualTo("o-1");
    assertThat(record.state()).isEqualTo(ProviderRecord.State.SETTLED);
    assertThat(record.currency()).isEqualTo("THB");
    assertThat(record.amount()).isEqualByComparingTo("100.00");
    assertThat(record.at()).isEqualTo(Instant.ofEpochSecond(1_893_499_200));
    assertThat(record.problem()).isNull();
  }

  @Test
  void knowTheOrderByTheSessionsReferenceToo() {
    assertThat(event(StripeFacts.COMPLETED, PAID.replace("order_id", "other")).order())
        .isEqualTo("o-2");
  }

  @ParameterizedTest
  @CsvSource({
    "checkout.session.completed,unpaid,OPEN",
    "checkout.session.completed,paid,SETTLED",
    "checkout.session.async_payment_succeeded,paid,SETTLED",
    "checkout.session.async_payment_failed,unpaid,FAILED"
  })
  void tellHowFarAPaymentIs(String type, String status, ProviderRecord.State state) {
    assertThat(event(type, PAID.replace("\"paid\"", "\"" + status + "\"")).state())
        .isEqualTo(state);
  }

  @Test
  void areReadFromARefund() {
    ProviderRecord record =
        event(
            StripeFacts.REFUNDED,
            """
            "id": "ch_1", "payment_intent": "pi_1", "amount": 10000, "amount_refunded": 2550,
            "currency": "usd", "metadata": {"order_id": "o-1"}, "invoice": null""");
    assertThat(record.what()).isEqualTo(ProviderRecord.What.REFUND);
    assertThat(record.amount()).isEqualByComparingTo("25.50");
    assertThat(record.currency()).isEqualTo("USD");
  }

  @Test
  void leaveSubscriptionsAlone() {
    assertThat(
            StripeFacts.event(
                json(StripeFacts.COMPLETED, PAID.replace("\"payment\"", "\"subscription\""))))
        .isEmpty();
    assertThat(
            StripeFacts.event(
                json(
                    StripeFacts.REFUNDED,
                    """
                    "id": "ch_1", "payment_intent": "pi_1", "amount_refunded": 1, "currency": "usd",
                    "invoice": "in_1\"""")))
        .isEmpty();
  }

  @Test
  void doNotCountWhatIsCountedOtherwiseThanHere() {
    ProviderRecord record = event(StripeFacts.COMPLETED, PAID.replace("thb", "jpy"));
    assertThat(record.currency()).isEqualTo("jpy");
    assertThat(record.amount()).isNull();
    assertThat(record.problem()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10000.5", "\"10000\"", "null", "-1"})
  void sayWhatCannotBeRead(String amount) {
    assertThat(event(StripeFacts.COMPLETED, PAID.replace("10000", amount)).problem()).isNotNull();
  }

  @Test
  void sayThatAPaymentHasNoName() {
    assertThat(event(StripeFacts.COMPLETED, PAID.replace("payment_intent", "x")).problem())
        .isEqualTo("It has no payment_intent");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\": \"evt_1\"}",
        "{\"id\": \"evt_1\", \"created\": 1, \"type\": \"charge.refunded\"}",
        "{\"id\": \"evt_1\", \"created\": 1, \"type\": \"charge.refunded\", \"data\": []}",
        "{\"id\": \"evt_1\", \"created\": \"now\", \"type\": \"charge.refunded\", \"data\": {\"object\": {}}}",
        "{\"id\": \"evt_1\", \"created\": 1, \"type\": \"charge.refunded\", \"data\": {\"object\": {}}}"
      })
  void areRefusedWithoutWhatEveryEventHas(String event) {
    assertThatThrownBy(() -> StripeFacts.event(parse(event)))
        .isInstanceOf(ProviderFailure.Unreadable.class)
        .hasMessage("Stripe: Event evt_1 can't be read");
  }

  @Test
  void passOverRefundsThatCameToNothing() {
    for (String status : new String[] {"failed", "canceled"}) {
      assertThat(StripeFacts.refund(refund(status))).isEmpty();
    }
    assertThat(StripeFacts.refund(refund("pending"))).isPresent();
    assertThat(StripeFacts.refund(refund("succeeded"))).isPresent();
  }

  private static JsonObject refund(String status) {
    return parse(
        "{\"id\": \"re_1\", \"status\": \"%s\", \"payment_intent\": \"pi_1\", \"amount\": 1, \"currency\": \"thb\", \"created\": 1}"
            .formatted(status));
  }

  private static ProviderRecord event(String type, String object) {
    return StripeFacts.event(json(type, object)).orElseThrow();
  }

  private static JsonObject json(String type, String object) {
    return parse(
        "{\"id\": \"evt_1\", \"type\": \"%s\", \"created\": 1893499200, \"data\": {\"object\": {%s}}}"
            .formatted(type, object));
  }

  private static JsonObject parse(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }
}
