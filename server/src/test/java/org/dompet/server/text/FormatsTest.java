package org.dompet.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** CSV and JSON, for programs. */
class FormatsTest {

  @Test
  void quotesInCsvWhatNeedsIt() {
    assertThat(Csv.row(List.of("a", "b,c", "say \"x\"", "two\nlines", "", "-1.00")))
        .isEqualTo("a,\"b,c\",\"say \"\"x\"\"\",\"two\nlines\",,-1.00\n");
  }

  @Test
  void escapesInJsonWhatNeedsIt() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("text", "สม \"ชาย\" \\ \n\t👍");
    fields.put("half", "\uD83D");
    fields.put("count", 3L);
    fields.put("yes", true);
    fields.put("none", null);
    fields.put("list", List.of(Map.of("a", 1), "b"));

    assertThat(Json.object(fields))
        .isEqualTo(
            "{\"text\":\"สม \\\"ชาย\\\" \\\\ \\n\\u0009👍\",\"half\":\"\\ud83d\",\"count\":3,"
                + "\"yes\":true,\"none\":null,\"list\":[{\"a\":1},\"b\"]}");
  }
}
