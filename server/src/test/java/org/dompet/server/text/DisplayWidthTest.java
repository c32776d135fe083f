package org.dompet.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayWidthTest {

  @ParameterizedTest
  @CsvSource({
    "Somchai, 7",
    "สมชาย, 5",
    "ใจดี, 3",
    "ที่ปรึกษา, 6",
    "น้ำ, 2",
    "é, 1",
    "e\u0301, 1",
    "王小明, 6",
    "ダン, 4",
    "김철수, 6",
    "ＡＢ, 4",
    "👍, 2",
    "a\u200bb, 2",
    "½, 1",
    "'', 0"
  })
  void countsColumnsAsATerminalDoes(String text, int columns) {
    assertThat(DisplayWidth.of(text)).isEqualTo(columns);
  }

  @Test
  void cutsBetweenLettersAndKeepsTheirMarks() {
    assertThat(DisplayWidth.fitting("ที่ปรึกษา", 3)).isEqualTo("ที่ปรึ");
    assertThat(DisplayWidth.fitting("王小明", 5)).isEqualTo("王小");
    assertThat(DisplayWidth.fitting("ab", 5)).isEqualTo("ab");
  }
}
