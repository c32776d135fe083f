package org.dompet.server.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The directory that holds all that an instance keeps. Only its owner may enter: it contains the
 * database and secrets.
 */
public final class VarDirectory {

  private final Path root;

  private VarDirectory(Path root) {
    this.root = root;
  }

  /** The layout below a directory that may not exist yet. */
  public static VarDirectory at(Path root) {
    return new VarDirectory(root.toAbsolutePath().normalize());
  }

  /**
   * Creates what is missing and proves that it can be written.
   *
   * @throws CannotRun when it cannot
   */
  public VarDirectory prepare() {
    try {
      for (Path directory : new Path[] {root, keys(), secrets(), log(), run(), temporary()}) {
        ownDirectory(directory);
      }
      Files.delete(Files.createTempFile(run(), "write", ".probe"));
      return this;
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.MACHINE,
          "cannot write to " + root + " (" + Reason.of(e) + "): choose another with --var.",
          e);
    }
  }

  private static void ownDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  public Path root() {
    return root;
  }

  /** The data directory of the embedded PostgreSQL. */
  public Path postgres() {
    return root.resolve("postgres");
  }

  /** The journal of the embedded broker. */
  public Path broker() {
    return root.resolve("broker");
  }

  public Path keys() {
    return root.resolve("keys");
  }

  public Path secrets() {
    return root.resolve("secrets");
  }

  public Path log() {
    return root.resolve("log");
  }

  /** What is worth nothing once the instance has stopped, but for its state file. */
  public Path run() {
    return root.resolve("run");
  }

  /** Temporary files: here, a killed process leaves nothing behind for ever. */
  public Path temporary() {
    return run().resolve("tmp");
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
