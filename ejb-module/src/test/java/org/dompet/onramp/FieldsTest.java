package org.dompet.onramp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  @Test
  void readNumbersExactly() {
    Fields fields = read("{\"a\":0.000001,\"b\":1e-6,\"c\":12345678901234567890.5,\"d\":50.0}");

    assertThat(fields.number("a")).isEqualByComparingTo(fields.number("b"));
    assertThat(fields.number("c").toPlainString()).isEqualTo("12345678901234567890.5");
    assertThat(fields.whole("d")).isEqualTo(50);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":null}",
        "{\"a\":\"5\"}",
        "{\"a\":[5]}",
        "{\"a\":5.5}",
        "{\"a\":1e999999999}",
        "{\"a\":1e-999999999}",
        "{\"a\":9223372036854775808}"
      })
  void refuseWhatIsNoWholeNumber(String json) {
    assertThatThrownBy(() -> read("{\"data\":" + json + "}").object("data").whole("a"))
        .isInstanceOfSatisfying(
            Refusal.class,
            no -> {
              assertThat(no.kind()).isEqualTo(Kind.INVALID_REQUEST);
              assertThat(no.field()).isEqualTo("data.a");
            });
  }

  @Test
  void refuseWhatIsNoTextOrNoObject() {
    assertThatThrownBy(() -> read("{\"a\":\"\"}").text("a")).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> read("{\"a\":1}").text("a")).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> read("{\"a\":1}").object("a")).isInstanceOf(Refusal.class);
    assertThat(read("{\"a\":null}").optional("a")).isEmpty();
  }

  private static Fields read(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return Fields.of(reader.readObject());
    }
  }
}
