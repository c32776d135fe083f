package org.dompet.server.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolSizeTest {
  private static final Path DESCRIPTOR = Path.of("../web-module/src/main/webapp/WEB-INF/web.xml");

  @TempDir private Path directory;

  @Test
  void changesACopyOfTheArchive() throws IOException {
    Path war = archive();

    Path copy = PoolSize.archive(war, directory.resolve("run"), 7);

    assertThat(descriptor(copy))
        .contains("<max-pool-size>7</max-pool-size>")
        .endsWith("</web-app>\n");
    assertThat(descriptor(war)).doesNotContain("max-pool-size");
  }

  @Test
  void takesTheArchiveItselfWhereItSaysTheSame() throws IOException {
    Path war = archive();
    assertThat(PoolSize.archive(war, directory, 20)).isEqualTo(war);
  }

  private Path archive() throws IOException {
    Path war = directory.resolve("built.war");
    try (FileSystem archive = FileSystems.newFileSystem(war, Map.of("create", "true"))) {
      Files.createDirectory(archive.getPath("WEB-INF"));
      Files.copy(DESCRIPTOR, archive.getPath("WEB-INF", "web.xml"));
    }
    return war;
  }

  private static String descriptor(Path war) throws IOException {
    try (FileSystem archive = FileSystems.newFileSystem(war)) {
      return Files.readString(archive.getPath("WEB-INF", "web.xml"));
    }
  }
}
