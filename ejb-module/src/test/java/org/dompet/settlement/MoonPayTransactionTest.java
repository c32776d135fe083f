package org.dompet.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Instant;
import java.util.Map;
import org.dompet.money.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoonPayTransactionTest {
  private static final MoonPayTransaction READER =
      new MoonPayTransaction(Map.of("usdt_trx", Currency.USDT, "eth", Currency.ETH));

  @Test
  void isReadExactly() {
    ProviderRecord record =
        read(
            """
            {"id": "t-1", "status": "completed", "updatedAt": "2030-01-10T12:00:00.123Z",
             "createdAt": "2030-01-09T12:00:00Z", "externalTransactionId": "o-1",
             "quoteCurrencyAmount": 0.123456789012345678, "currency": {"code": "eth"}}""");
    assertThat(record.reference()).isEqualTo("t-1");
    assertThat(record.order()).isEqualTo("o-1");
    assertThat(record.state()).isEqualTo(ProviderRecord.State.SETTLED);
    assertThat(record.currency()).isEqualTo("ETH");
    assertThat(record.amount()).isEqualByComparingTo("0.123456789012345678");
    assertThat(record.at()).isEqualTo(Instant.parse("2030-01-10T12:00:00.123Z"));
    assertThat(record.problem()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"waitingPayment,OPEN", "pending,OPEN", "waitingAuthorization,OPEN", "failed,FAILED"})
  void hasNoPriceUntilItIsCompleted(String status, ProviderRecord.State state) {
    ProviderRecord record = withStatus(status);
    assertThat(record.state()).isEqualTo(state);
    assertThat(record.problem()).isNull();
    assertThat(record.amount()).isNull();
  }

  @Test
  void isNotUnderWayIfNobodyKnowsItsStatus() {
    assertThat(withStatus("lost").problem()).isEqualTo("Its status is not known: lost");
  }

  @Test
  void keepsACurrencyThatIsNotHeldHere() {
    ProviderRecord record = completed("\"sol\"", "1.5");
    assertThat(record.currency()).isEqualTo("sol");
    assertThat(record.amount()).isEqualByComparingTo("1.5");
    assertThat(record.problem()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"1\"", "1.0000001", "1e30", "-1"})
  void saysWhatCannotBeReadOfIt(String amount) {
    ProviderRecord record = completed("\"usdt_trx\"", amount);
    assertThat(record.problem()).isNotNull();
    assertThat(record.reference()).isEqualTo("t-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"id\": \"\", \"status\": \"completed\", \"updatedAt\": \"2030-01-10T12:00:00Z\"}",
        "{\"id\": 7, \"status\": \"completed\", \"updatedAt\": \"2030-01-10T12:00:00Z\"}",
        "{\"id\": \"t-1\", \"status\": \"completed\", \"updatedAt\": \"yesterday\"}"
      })
  void isRefusedWithoutANameOrATime(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(ProviderFailure.Unreadable.class)
        .hasMessageStartingWith("MoonPay: ");
  }

  private static ProviderRecord withStatus(String status) {
    return read(
        "{\"id\": \"t-1\", \"status\": \"%s\", \"createdAt\": \"2030-01-10T12:00:00Z\"}"
            .formatted(status));
  }

  private static ProviderRecord completed(String code, String amount) {
    return read(
        """
        {"id": "t-1", "status": "completed", "updatedAt": "2030-01-10T12:00:00Z",
         "quoteCurrencyAmount": %s, "currency": {"code": %s}}"""
            .formatted(amount, code));
  }

  private static ProviderRecord read(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return READER.read(reader.readObject());
    }
  }
}
