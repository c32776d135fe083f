package org.dompet.server;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.dompet.server.text.Csv;
import org.dompet.server.text.Format;
import org.dompet.server.text.Json;
import org.dompet.server.text.TextTable;
import org.dompet.server.text.TextTable.Align;
import org.jspecify.annotations.Nullable;

/** Rows of a command's result, in the format that was asked for. */
final class Listing {

  private final Format format;
  private final TextTable table;
  private final StringBuilder lines = new StringBuilder();
  private boolean begun;

  /**
   * @param titles of the table's columns; JSON and CSV have the names of the fields
   */
  Listing(Format format, List<String> titles, List<Align> aligns) {
    this.format = format;
    this.table = new TextTable(titles, aligns);
  }

  /**
   * Adds a row.
   *
   * @param style for the last cell of the table's row
   */
  void add(Map<String, ? extends @Nullable Object> row, UnaryOperator<String> style) {
    switch (format) {
      case TABLE -> table.row(row.values().stream().map(value -> text(value, "-")).toList(), style);
      case JSON -> lines.append(begun ? ",\n " : "[").append(Json.object(row));
      case CSV -> {
        if (!begun) {
          lines.append(Csv.row(List.copyOf(row.keySet())));
        }
        lines.append(Csv.row(row.values().stream().map(value -> text(value, "")).toList()));
      }
    }
    begun = true;
  }

  private static String text(@Nullable Object value, String nothing) {
    return value == null ? nothing : value.toString();
  }

  @Override
  public String toString() {
    return switch (format) {
      case TABLE -> table.toString();
      case JSON -> (begun ? lines.toString() : "[") + "]\n";
      case CSV -> lines.toString();
    };
  }
}
