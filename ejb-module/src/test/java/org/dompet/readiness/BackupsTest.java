package org.dompet.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.dompet.readiness.Maintenance.Kind;
import org.dompet.readiness.Verdict.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which backup counts: the newest complete file, or the newest note. */
class BackupsTest {
  @TempDir private Path directory;
  private final ReadinessScenario scenario = new ReadinessScenario();

  @Test
  void countsTheNewestCompleteFile() throws IOException {
    file("old.dump", "money", Duration.ofDays(3));
    assertThat(look().state()).isEqualTo(State.FAIL);
    file("new.dump.part", "money", Duration.ZERO);
    file("empty.dump", "", Duration.ZERO);
    file(".hidden", "money", Duration.ZERO);
    assertThat(look().evidence()).contains("3 days old").contains("old.dump");

    file("new.dump", "money", Duration.ofHours(20));
    assertThat(look().state()).isEqualTo(State.PASS);
    assertThat(look().evidence()).contains("20 hours old").contains("new.dump, 5 bytes");
  }

  @Test
  void countsANoteThatIsNewerThanTheFiles() throws IOException {
    file("old.dump", "money", Duration.ofDays(3));
    scenario
        .maintenance()
        .note(Kind.BACKUP, scenario.clock.instant(), "on\u001b[31m tape", "operator:nok");

    assertThat(look().state()).isEqualTo(State.PASS);
    assertThat(look().evidence()).contains("on [31m tape, noted by operator:nok");
  }

  @Test
  void failsWithoutTheDirectory() {
    directory = directory.resolve("gone");
    assertThat(look().state()).isEqualTo(State.FAIL);
    assertThat(look().evidence()).contains("gone");
  }

  @Test
  void notesNothingThatIsYetToBeDone() {
    Instant later = scenario.clock.instant().plusSeconds(60);
    assertThatThrownBy(() -> scenario.maintenance().note(Kind.BACKUP, later, "x", "x"))
        .hasMessageContaining("done_before_it_was_noted");
  }

  private Verdict look() {
    return scenario.look(
        "backup", scenario.world(scenario.application(), scenario.backupsIn(directory)));
  }

  private void file(String name, String content, Duration age) throws IOException {
    Path file = Files.writeString(directory.resolve(name), content);
    Files.setLastModifiedTime(file, FileTime.from(scenario.clock.instant().minus(age)));
  }
}
