package org.dompet.server.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.dompet.configuration.Profile;
import org.dompet.readiness.Check;
import org.dompet.readiness.Check.Scope;
import org.dompet.server.place.Settings;
import org.dompet.server.place.VarDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** {@code docs/readiness.md} says of every check what it proves and what to do, and of no other. */
class ReadinessPageTest {
  /** Asked by the server alone, of what only it has. */
  private static final List<String> OF_THE_APPLICATION = List.of("broker", "writer");

  @TempDir private Path directory;

  @Test
  void hasAHeadingForEachCheckAndNoOther() throws IOException {
    assertThat(
            page().lines().filter(line -> line.startsWith("### ")).map(line -> line.substring(4)))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(checks().stream().map(Check::name), OF_THE_APPLICATION.stream())
                .toList());
  }

  @Test
  void saysWhatEachProves() throws IOException {
    String page = page();
    assertThat(checks())
        .allSatisfy(
            check ->
                assertThat(page)
                    .contains(
                        "### "
                            + check.name()
                            + "\n"
                            + check.proves()
                            + (check.scope() == Scope.PRODUCTION ? " *Production.*" : "")
                            + "\n\n"));
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/readiness.md"));
  }

  private List<Check> checks() {
    return Checklist.of(
        new Installation(
            new PGSimpleDataSource(),
            Clock.systemUTC(),
            new Settings(new Properties(), Map.of()),
            VarDirectory.at(directory),
            Profile.PRODUCTION,
            name -> "",
            new RunningServer(Optional.empty())));
  }
}
