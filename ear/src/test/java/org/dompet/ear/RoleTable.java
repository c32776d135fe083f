package org.dompet.ear;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The table of who may do what, as docs/security.md has it: made of the annotations. */
final class RoleTable {
  static final String NOBODY = "nobody";

  /** In the order of the table's columns. */
  static final List<String> CALLERS =
      List.of(NOBODY, "USER", "SUPPORT", "AUDITOR", "OPERATOR", "ADMIN");

  private RoleTable() {}

  /**
   * A door.
   *
   * @param callers who may come through it
   */
  record Row(String method, String door, Set<String> callers) {
    /** With ids that nobody has. */
    String path() {
      return door.replace("{code}", "no-such-thing")
          .replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
    }

    String contentType() {
      return door.endsWith("/statements") ? "text/csv" : "application/json";
    }

    /** Whether an answer is one that this caller should get. */
    boolean allows(String caller, int status) {
      if (status == 500 || status == 405) {
        return false;
      }
      if (callers.contains(NOBODY)) {
        // A webhook is signed, not signed in.
        return status != 403 && (status != 401 || door.contains("webhook"));
      }
      if (caller.equals(NOBODY)) {
        return status == 401;
      }
      return callers.contains(caller) ? status != 401 && status != 403 : status == 403;
    }
  }

  static List<Row> read(Path page) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(page)) {
      if (line.matches("\\| `[A-Z]+ /[^`]*` \\|.*")) {
        String[] cells = line.split("\\|", -1);
        String[] door = cells[1].replace("`", "").strip().split(" ", 2);
        Set<String> callers = new TreeSet<>();
        for (int i = 0; i < CALLERS.size(); i++) {
          if (!cells[i + 2].isBlank()) {
            callers.add(CALLERS.get(i));
          }
        }
        rows.add(new Row(door[0], door[1], callers));
      }
    }
    return rows;
  }
}
