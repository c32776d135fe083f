package org.dompet.server.micro;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Reason;

/**
 * How many connections the application's pool may have. The archive says it in an annotation, which
 * must be a number; {@code web.xml} may say another one: so that needs another archive.
 */
final class PoolSize {
  static final int IN_ARCHIVE = 20;

  private static final String END = "</web-app>";
  private static final String POOL =
      """
        <data-source>
          <name>java:app/jdbc/dompet</name>
          <max-pool-size>%d</max-pool-size>
        </data-source>
      """;

  private PoolSize() {}

  /** The archive itself, or a copy of it in a directory with the size in it. */
  static Path archive(Path war, Path directory, int size) {
    if (size == IN_ARCHIVE) {
      return war;
    }
    Path copy = directory.resolve("dompet.war");
    try {
      Files.createDirectories(directory);
      Files.copy(war, copy, StandardCopyOption.REPLACE_EXISTING);
      try (FileSystem archive = FileSystems.newFileSystem(copy)) {
        Path descriptor = archive.getPath("WEB-INF", "web.xml");
        String text = Files.readString(descriptor);
        Files.writeString(descriptor, text.replace(END, POOL.formatted(size) + END));
      }
      return copy;
    } catch (IOException e) {
      throw new CannotRun(ExitCode.MACHINE, "cannot write " + copy + " (" + Reason.of(e) + ").", e);
    }
  }
}
