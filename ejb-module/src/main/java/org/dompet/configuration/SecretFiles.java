package org.dompet.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * Secrets in files, as Docker and Kubernetes hand them out: {@code KEY.file} names one whose first
 * line is the value.
 */
public final class SecretFiles {
  private static final int MOST_BYTES = 1 << 16;
  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

  private SecretFiles() {}

  /** The value of a secret that a file holds; empty if none is named, or it can't be read. */
  public static Optional<String> read(Setting setting, Values values) {
    return setting.mayBeInFile()
        ? values.find(setting.fileKey()).flatMap(SecretFiles::read)
        : Optional.empty();
  }

  private static Optional<String> read(String file) {
    try (InputStream in = Files.newInputStream(Path.of(file.strip()))) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)
          .lines()
          .findFirst()
          .map(String::strip)
          .filter(line -> !line.isEmpty());
    } catch (IOException | InvalidPathException unreadable) {
      return Optional.empty();
    }
  }

  /** True if everybody on the machine may read or change the file. */
  static boolean isOpenToAll(String file) {
    try {
      return Files.getPosixFilePermissions(Path.of(file.strip())).stream()
          .anyMatch(OF_OTHERS::contains);
    } catch (IOException | UnsupportedOperationException | InvalidPathException unknown) {
      return false;
    }
  }
}
