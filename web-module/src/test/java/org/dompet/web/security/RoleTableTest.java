package org.dompet.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dompet.identity.Role;
import org.dompet.web.openapi.Doors;
import org.junit.jupiter.api.Test;

/**
 * The table of who may do what in {@code docs/security.md} is made of the annotations. Run with
 * {@code -Ddompet.write=true} to write it anew.
 */
class RoleTableTest {
  private static final Path PAGE = Path.of("..", "docs", "security.md");
  private static final String BEGIN = "<!-- made by RoleTableTest: begin -->\n";
  private static final String END = "<!-- made by RoleTableTest: end -->\n";
  private static final List<String> STAFF = List.of("SUPPORT", "AUDITOR", "OPERATOR", "ADMIN");

  @Test
  void saysWhatTheAnnotationsSay() throws IOException {
    String page = Files.readString(PAGE);
    String made = BEGIN + table() + END;
    String rewritten =
        page.substring(0, page.indexOf(BEGIN))
            + made
            + page.substring(page.indexOf(END) + END.length());
    if (Boolean.getBoolean("dompet.write")) {
      Files.writeString(PAGE, rewritten);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(rewritten);
  }

  @Test
  void everyDoorSaysWhoItIsFor() {
    Set<String> known =
        Stream.concat(Stream.of(Role.values()).map(Role::name), Stream.of(Doors.EVERYBODY))
            .collect(Collectors.toSet());
    assertThat(Doors.access())
        .allSatisfy((door, roles) -> assertThat(roles).as(door).isNotEmpty().isSubsetOf(known));
  }

  @Test
  void administratorsDoAllThatOthersMayAndAuditorsReadAllOfAdmin() {
    Doors.access()
        .forEach(
            (door, roles) -> {
              if (door.contains("/api/v1/admin/")) {
                assertThat(roles)
                    .as(door)
                    .contains("ADMIN")
                    .doesNotContain("USER", Doors.EVERYBODY);
                if (door.startsWith("GET ")) {
                  assertThat(roles).as(door).contains("AUDITOR");
                } else {
                  assertThat(roles).as(door).doesNotContain("AUDITOR", "SUPPORT");
                }
              }
            });
  }

  private static String table() {
    SortedMap<String, Set<String>> access = Doors.access();
    StringBuilder text = new StringBuilder();
    text.append("| door | nobody | user | support | auditor | operator | admin |\n");
    text.append("|---|:-:|:-:|:-:|:-:|:-:|:-:|\n");
    for (Map.Entry<String, Set<String>> door : access.entrySet()) {
      text.append("| `").append(door.getKey()).append("` |");
      boolean everybody = door.getValue().contains(Doors.EVERYBODY);
      text.append(everybody ? " ● |" : "  |");
      Stream.concat(Stream.of("USER"), STAFF.stream())
          .forEach(
              role -> text.append(everybody || door.getValue().contains(role) ? " ● |" : "  |"));
      text.append('\n');
    }
    return text.toString();
  }
}
