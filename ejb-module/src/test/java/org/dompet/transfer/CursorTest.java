package org.dompet.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.UUID;
import org.dompet.refusal.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  @Test
  void readsWhatItWrote() {
    Transfers.Cursor cursor =
        new Transfers.Cursor(
            Instant.parse("2026-11-21T08:11:31.973116Z"), new UUID(0x7000, Long.MIN_VALUE), 42);

    assertThat(Transfers.Cursor.parse(cursor.text())).isEqualTo(cursor);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "2026-11-21T08:11:31Z_not-a-uuid_1",
        "-1000000000-01-01T00:00:00Z_e95fa393-1e4a-4451-a119-3d40ca27ce18_1",
        "+1000000000-12-31T23:59:59Z_e95fa393-1e4a-4451-a119-3d40ca27ce18_1"
      })
  void refusesAnythingElseAndNamesTheField(String text) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> Transfers.Cursor.parse(text))
        .matches(refusal -> "cursor".equals(refusal.field()));
  }
}
