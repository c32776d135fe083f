package org.dompet.server.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rows in columns that line up, whatever the script of what stands in them. */
public final class TextTable {

  /** Columns of the terminal: what is longer is cut. */
  private static final int WIDEST_CELL = 48;

  private static final String GAP = "  ";

  /** How a column is lined up. */
  public enum Align {
    LEFT,
    RIGHT
  }

  private record Row(List<String> cells, UnaryOperator<String> style) {}

  private final List<Align> aligns;
  private final List<Row> rows = new ArrayList<>();
  private final int[] widths;

  public TextTable(List<String> titles, List<Align> aligns) {
    this.aligns = List.copyOf(aligns);
    this.widths = new int[titles.size()];
    row(titles, UnaryOperator.identity());
  }

  /**
   * Adds a row.
   *
   * @param style for its last cell: a colour, after it was measured
   */
  public void row(List<String> cells, UnaryOperator<String> style) {
    List<String> shown = cells.stream().map(TextTable::shown).toList();
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], DisplayWidth.of(shown.get(i)));
    }
    rows.add(new Row(shown, style));
  }

  /** The table, each row with its line's end; a line below the titles. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      text.append(line(rows.get(i))).append('\n');
      if (i == 0) {
        text.append("-".repeat(Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1)))
            .append('\n');
      }
    }
    return text.toString();
  }

  private String line(Row row) {
    StringBuilder line = new StringBuilder();
    int last = widths.length - 1;
    for (int i = 0; i <= last; i++) {
      String cell = row.cells.get(i);
      String blank = " ".repeat(widths[i] - DisplayWidth.of(cell));
      String shown = i == last ? row.style.apply(cell) : cell;
      boolean right = aligns.get(i) == Align.RIGHT;
      line.append(i == 0 ? "" : GAP).append(right ? blank + shown : shown);
      line.append(right || i == last ? "" : blank);
    }
    return line.toString();
  }

  /** Names are other people's: none may steer the terminal or turn its lines around. */
  private static String shown(String cell) {
    StringBuilder safe = new StringBuilder();
    cell.codePoints()
        .map(letter -> steers(letter) ? '\uFFFD' : letter)
        .forEach(safe::appendCodePoint);
    String text = safe.toString();
    return DisplayWidth.of(text) <= WIDEST_CELL
        ? text
        : DisplayWidth.fitting(text, WIDEST_CELL - 1) + "…";
  }

  private static boolean steers(int letter) {
    return Character.isISOControl(letter)
        || letter == 0x2028
        || letter == 0x2029
        || (letter >= 0x202A && letter <= 0x202E)
        || (letter >= 0x2066 && letter <= 0x2069);
  }
}
