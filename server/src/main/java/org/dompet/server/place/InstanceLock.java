package org.dompet.server.place;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One instance for one {@code var/}. The kernel frees the lock when the process ends, however it
 * ends. The process id is in a file of its own: closing a second handle on the locked file would
 * free the lock.
 */
public final class InstanceLock implements AutoCloseable {

  private final FileChannel channel;
  private final Path pidFile;

  private InstanceLock(FileChannel channel, Path pidFile) {
    this.channel = channel;
    this.pidFile = pidFile;
  }

  /**
   * Takes the lock at once or not at all.
   *
   * @throws CannotRun when another process holds it
   */
  public static InstanceLock acquire(VarDirectory var) {
    return tryAcquire(var)
        .orElseThrow(
            () ->
                new CannotRun(
                    ExitCode.MACHINE,
                    "another instance (process " + holder(var) + ") already runs on " + var + "."));
  }

  /** Takes the lock at once; nothing when another process holds it. */
  public static Optional<InstanceLock> tryAcquire(VarDirectory var) {
    try {
      FileChannel channel =
          FileChannel.open(
              var.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        return Optional.empty();
      }
      Files.writeString(pidFile(var), ProcessHandle.current().pid() + "\n");
      return Optional.of(new InstanceLock(channel, pidFile(var)));
    } catch (IOException e) {
      throw cannotLock(var, e);
    }
  }

  private static String holder(VarDirectory var) {
    try {
      return Files.exists(pidFile(var)) ? Files.readString(pidFile(var)).strip() : "unknown";
    } catch (IOException e) {
      throw cannotLock(var, e);
    }
  }

  private static Path pidFile(VarDirectory var) {
    return var.run().resolve("dompet.pid");
  }

  private static CannotRun cannotLock(VarDirectory var, IOException e) {
    return new CannotRun(
        ExitCode.MACHINE, "cannot lock " + var.run() + " (" + Reason.of(e) + ").", e);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(pidFile);
    channel.close();
  }
}
