package org.dompet.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.dompet.server.text.TextTable.Align;
import org.junit.jupiter.api.Test;

class TextTableTest {

  private static final List<Align> ALIGNS = List.of(Align.LEFT, Align.RIGHT, Align.LEFT);

  @Test
  void linesUpNamesOfEveryScript() {
    TextTable table = new TextTable(List.of("owner", "balance", "status"), ALIGNS);
    table.row(List.of("สมชาย ใจดี", "1250.00", "BALANCED"), UnaryOperator.identity());
    table.row(List.of("王小明", "3.50", "BALANCED"), UnaryOperator.identity());
    table.row(List.of("Siti Rahayu", "-10000.00", "x"), UnaryOperator.identity());

    assertThat(table.toString())
        .isEqualTo(
            """
            owner          balance  status
            --------------------------------
            สมชาย ใจดี      1250.00  BALANCED
            王小明            3.50  BALANCED
            Siti Rahayu  -10000.00  x
            """);
    assertThat(table.toString().lines().map(DisplayWidth::of).toList().subList(0, 4))
        .containsExactly(30, 32, 32, 32);
  }

  @Test
  void coloursWithoutCountingTheColour() {
    TextTable table = new TextTable(List.of("a", "b", "c"), ALIGNS);
    table.row(List.of("1", "2", "bad"), text -> "\u001b[31m" + text + "\u001b[0m");

    assertThat(table.toString()).isEqualTo("a  b  c\n---------\n1  2  \u001b[31mbad\u001b[0m\n");
  }

  @Test
  void letsNoNameSteerTheTerminal() {
    TextTable table = new TextTable(List.of("a", "b", "c"), ALIGNS);
    table.row(List.of("\u001b[2Jgone\r\n", "\u202Eover", "\u2066x"), UnaryOperator.identity());

    assertThat(table.toString().codePoints().filter(Character::isISOControl).distinct())
        .containsExactly((int) '\n');
    assertThat(table.toString()).doesNotContain("\u202E").doesNotContain("\u2066");
  }

  @Test
  void cutsWhatIsTooLong() {
    TextTable table = new TextTable(List.of("a", "b", "c"), ALIGNS);
    table.row(List.of("ก".repeat(100), "1", "x"), UnaryOperator.identity());

    assertThat(table.toString()).contains("ก".repeat(47) + "…  1  x");
  }
}
