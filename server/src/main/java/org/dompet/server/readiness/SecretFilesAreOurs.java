package org.dompet.server.readiness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.dompet.readiness.Check;
import org.dompet.readiness.Verdict;
import org.dompet.server.place.Reason;

/** Nobody else on the machine reads the secrets. */
final class SecretFilesAreOurs implements Check {
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");

  private final List<Path> directories;

  SecretFilesAreOurs(List<Path> directories) {
    this.directories = List.copyOf(directories);
  }

  @Override
  public String name() {
    return "secret-files";
  }

  @Override
  public String proves() {
    return "Only their owner may read the directory of the instance, its secrets "
        + "and its keys.";
  }

  @Override
  public Verdict look() {
    List<String> open = new ArrayList<>();
    for (Path directory : directories) {
      try (Stream<Path> files = Files.exists(directory) ? Files.walk(directory, 1) : Stream.of()) {
        for (Path file : files.sorted().toList()) {
          Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
          if (!OWNERS.containsAll(permissions)) {
            open.add(file.getFileName() + " " + PosixFilePermissions.toString(permissions));
          }
        }
      } catch (IOException unreadable) {
        return Verdict.fail("cannot look into " + directory + " (" + Reason.of(unreadable) + ")");
      } catch (UnsupportedOperationException noSuchPermissions) {
        return Verdict.warn("this file system has no permissions to look at");
      }
    }
    return open.isEmpty()
        ? Verdict.pass("nobody but the owner may read them")
        : Verdict.fail("others may read " + String.join(", ", open));
  }
}
